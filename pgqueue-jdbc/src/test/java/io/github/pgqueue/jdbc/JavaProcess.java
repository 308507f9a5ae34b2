package io.github.pgqueue.jdbc;

import io.github.pgqueue.testkit.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs of the tests in a JVM of their own. */
final class JavaProcess {

    private JavaProcess() {}

    /** The program gets the database's address, user and password; what it says on stderr goes to a file. */
    static Process start(Path log, TestDatabase database, Class<?> program, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // It lives for seconds, and better code comes too late.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(database.url(), database.user(), database.password()));
        return new ProcessBuilder(command).redirectError(log.toFile()).start();
    }
}
