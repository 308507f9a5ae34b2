package io.github.pgqueue.checks.packaging;

import io.github.pgqueue.checks.app.App;
import io.github.pgqueue.checks.tools.Java;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the program, on a database of its own. */
final class AppProcess {

    private final Path folder;

    AppProcess(Path folder) {
        this.folder = folder;
    }

    /** On a class path, with choices such as {@code store=pgjdbc}. */
    Java.Result run(ClassPath classPath, String... choices) throws IOException, InterruptedException {
        return run(List.of("-cp", classPath.with(ClassPath.app()).toString(), App.class.getName()), choices);
    }

    /** With these arguments for {@code java}, up to the class or module that is run. */
    Java.Result run(List<String> java, String... choices) throws IOException, InterruptedException {
        try (TestDatabase database = TestDatabases.shared().newDatabase()) {
            List<String> arguments = new ArrayList<>(java);
            arguments.add(database.url() + "?user=" + database.user() + "&password=" + database.password());
            arguments.addAll(List.of(choices));
            return Java.run(folder, arguments);
        }
    }
}
