package io.github.pgqueue.benchmarks.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one server of a run. The main process opens it; forks and workers are told its address.
 *
 * <p>The environment may name one that runs already. It is not an option of the command line, because
 * JMH prints those and writes them into its results, passwords included.
 */
public final class Server implements AutoCloseable {

    /** Names a server that runs already: a JDBC URL with user and password in it. */
    public static final String URL_VARIABLE = "PGQUEUE_BENCH_URL";

    /** Tells the forks where the embedded server is. */
    private static final String URL_PROPERTY = "pgqueue.bench.url";

    private final @Nullable EmbeddedPostgres postgres;

    private Server(@Nullable EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts the embedded server, unless the environment names another one. */
    public static Server open() {
        return open(Map.of());
    }

    /**
     * Starts the embedded server, unless the environment names another one.
     *
     * @param settings what is not as the server has it by itself
     */
    public static Server open(Map<String, String> settings) {
        if (System.getenv(URL_VARIABLE) != null) {
            return new Server(null);
        }
        EmbeddedPostgres postgres = start(settings);
        System.setProperty(URL_PROPERTY, postgres.getJdbcUrl("postgres", "postgres"));
        return new Server(postgres);
    }

    /** The same, but the embedded server offers TLS besides. */
    public static Server openWithTls() {
        Server server = open();
        if (server.postgres != null) {
            try {
                TlsOffer.make(url(), dataFolder());
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        }
        return server;
    }

    private static Path dataFolder() {
        return buildFolder().resolve("postgres-" + ProcessHandle.current().pid());
    }

    /**
     * Uses one that runs already.
     *
     * @param url a JDBC URL with user and password in it
     */
    public static Server at(String url) {
        System.setProperty(URL_PROPERTY, url);
        return new Server(null);
    }

    /** The server's address, in whichever process of the run. */
    public static String url() {
        String given = System.getProperty(URL_PROPERTY);
        String url = given != null ? given : System.getenv(URL_VARIABLE);
        if (url == null) {
            throw new IllegalStateException(
                    "No server: start the benchmarks by ./pgqueue bench or benchmarks.jar, or set " + URL_VARIABLE
                            + " to a JDBC URL");
        }
        return url;
    }

    /**
     * The server's address with more parameters.
     *
     * @param parameters such as {@code a=b&c=d}
     */
    public static String urlWith(String parameters) {
        return url() + (url().contains("?") ? "&" : "?") + parameters;
    }

    /** What a fork needs on its command line to find the server. */
    public String[] forkArguments() {
        return postgres == null ? new String[0] : new String[] {"-D" + URL_PROPERTY + "=" + url()};
    }

    /** The library's own settings are for tests: nothing would ever be flushed. */
    private static EmbeddedPostgres start(Map<String, String> settings) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        settings.forEach(builder::setServerConfig);
        try {
            return builder.setDataDirectory(dataFolder())
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("unix_socket_directories", "")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL does not start", e);
        }
    }

    /** Beside our own classes rather than in the folder for temporary files, which may be in memory. */
    private static Path buildFolder() {
        try {
            return Path.of(Server.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
