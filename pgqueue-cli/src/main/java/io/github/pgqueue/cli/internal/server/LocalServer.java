package io.github.pgqueue.cli.internal.server;

import io.github.pgqueue.cli.internal.shared.JdbcUrl;
import io.github.pgqueue.cli.internal.shared.LocalAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL server of this process's own, reached from this machine only, as {@code postgres}, without
 * a password. It ends with the process.
 *
 * <p>Commits wait for the disk, as PostgreSQL's defaults have it: the embedded server's own do not.
 */
public final class LocalServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;

    private LocalServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts a server that leaves nothing behind.
     *
     * @return running, on a free port
     * @throws IOException if it does not start
     */
    public static LocalServer temporary() throws IOException {
        ServerFolder folder = new ServerFolder(Files.createTempDirectory("pgqueue-"));
        folder.path().toFile().deleteOnExit();
        folder.log().toFile().deleteOnExit();
        return start(folder, 0, true);
    }

    /** Starts a server on the data in a folder, made if there are none yet. */
    static LocalServer in(Path path, int port) throws IOException {
        ServerFolder folder = new ServerFolder(Files.createDirectories(path));
        folder.checkUnused();
        return start(folder, port, false);
    }

    private static LocalServer start(ServerFolder folder, int port, boolean clean) throws IOException {
        int freePort = Ports.free(port);
        long logged = folder.logSize();
        try {
            return new LocalServer(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(CacheFolder.find().toFile())
                    .setDataDirectory(folder.data())
                    .setCleanDataDirectory(clean)
                    .setPort(freePort)
                    .setPGStartupWait(START_TIMEOUT)
                    .setOutputRedirector(Redirect.appendTo(folder.log().toFile()))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start());
        } catch (IOException | IllegalStateException failure) {
            throw new IOException("PostgreSQL does not start: " + folder.reason(logged, failure));
        }
    }

    /**
     * Where it listens.
     *
     * @return its address, with all that is needed to log in
     */
    public JdbcUrl address() {
        return LocalAddress.at(postgres.getPort());
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
