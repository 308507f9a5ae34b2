package io.github.pgqueue.cli.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.pgqueue.cli.internal.shared.Io;
import io.github.pgqueue.cli.internal.shared.JdbcUrl;
import io.github.pgqueue.cli.internal.shared.Logging;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command as a user runs it, in this process.
 *
 * @param status the exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record CliRun(int status, String out, String err) {

    static {
        // As Main does; without it the pool tells of each start and end.
        Logging.toStandardError();
    }

    public static Setting with() {
        return new Setting();
    }

    public static CliRun of(String... args) {
        return with().run(args);
    }

    public List<String> outLines() {
        return out.lines().toList();
    }

    public List<String> errLines() {
        return err.lines().toList();
    }

    public static final class Setting {

        private final Map<String, String> environment = new HashMap<>();
        private InputStream in = InputStream.nullInputStream();

        public Setting input(String text) {
            return input(new ByteArrayInputStream(text.getBytes(UTF_8)));
        }

        public Setting input(InputStream stream) {
            in = stream;
            return this;
        }

        public Setting environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** The way most users name their database: once, in the environment. */
        public Setting database(TestDatabase database) {
            return environment("PGQUEUE_URL", url(database)).environment("PGQUEUE_PASSWORD", database.password());
        }

        public CliRun run(String... args) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            PrintWriter outText = new PrintWriter(out, true, UTF_8);
            PrintWriter errText = new PrintWriter(err, true, UTF_8);
            int status = Cli.of(new Io(in, out, outText, errText, false, false, environment))
                    .execute(args);
            outText.flush();
            errText.flush();
            return new CliRun(status, out.toString(UTF_8), err.toString(UTF_8));
        }
    }

    public static String url(TestDatabase database) {
        return new JdbcUrl(database.url()).with("user", database.user()).text();
    }
}
