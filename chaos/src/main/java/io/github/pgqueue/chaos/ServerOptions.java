package io.github.pgqueue.chaos;

import io.github.pgqueue.testkit.database.TestDatabases;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On which server. */
final class ServerOptions {

    private static final String PASSWORD = "PGQUEUE_PASSWORD";

    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description = {
                "A server that runs already, such as jdbc:postgresql://localhost:5432/app?user=me; the password is"
                        + " $$" + PASSWORD + ".",
                "It is not stopped; a database of its own is made there. Default: a server of its own."
            })
    @Nullable
    String url;

    /** For the testkit, which starts the server or connects to it. */
    void choose() {
        if (url != null) {
            refusePassword(url);
            System.setProperty(TestDatabases.URL_PROPERTY, url + password(url.contains("?") ? "&" : "?"));
        }
    }

    private static String password(String separator) {
        return Optional.ofNullable(System.getenv(PASSWORD))
                .map(text -> separator + "password=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static void refusePassword(String url) {
        if (url.contains("password=")) {
            throw new IllegalArgumentException(
                    "a password on the command line is seen by all: set " + PASSWORD + " instead");
        }
    }
}
