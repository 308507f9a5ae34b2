package io.github.pgqueue.testkit.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server of our own, from binaries on the class path. Its folder stands where the library looks for
 * leftovers of runs that were killed, and ends them.
 */
final class EmbeddedServer extends Server implements ServerControl {

    private static final String USER = "postgres";
    private static final int ATTEMPTS = 3;
    /** While nobody holds it, the library takes folders for leftovers whose lock is older than 10 minutes. */
    private static final String LOCK_FILE = "epg-lock";

    private final Path folder;
    private final Path data;
    private final Path log;
    private final int port;
    private final TestDatabase database;
    private final ServerProcesses processes;
    /** {@code null} while it is stopped. */
    private @Nullable EmbeddedPostgres postgres;

    private EmbeddedServer(Path folder, int port) {
        this.folder = folder;
        this.data = folder.resolve(UUID.randomUUID().toString());
        this.log = folder.resolve(data.getFileName() + ".log");
        this.port = port;
        Address address = new Address("jdbc:postgresql://localhost:" + port + "/", USER, "", USER, "");
        this.database = new TestDatabase(address, this);
        this.processes = new ServerProcesses(data.resolve("postmaster.pid"));
    }

    static EmbeddedServer create() {
        Path folder = folder();
        try {
            Files.createDirectories(folder);
            Folders.deleteLogsWithoutFolder(folder);
            return started(folder, ATTEMPTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the library is told, if it is; else in memory, or where the library's own choice would be. */
    private static Path folder() {
        String told = System.getProperty("ot.epg.working-dir");
        return told == null
                ? MemoryFolder.find().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"))
                : Path.of(told);
    }

    /** Somebody else may take the port before the server does. */
    private static EmbeddedServer started(Path folder, int attempts) throws IOException {
        EmbeddedServer server = new EmbeddedServer(folder, Ports.take());
        try {
            server.start();
            return server;
        } catch (IllegalStateException e) {
            server.close();
            if (attempts == 1) {
                throw e;
            }
            return started(folder, attempts - 1);
        }
    }

    private EmbeddedPostgres launch() {
        Optional<InitializedData> initialized =
                Files.exists(data) ? Optional.empty() : InitializedData.in(folder, LOCK_FILE);
        initialized.ifPresent(each -> each.fill(data));
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setDataDirectoryCustomizer(made -> initialized.ifPresent(each -> each.keep(data)))
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("max_connections", "200")
                    // Nothing is flushed (fsync is off), but a crash of the server alone loses nothing.
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("unix_socket_directories", "")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL does not start: " + e.getMessage() + Folders.text(log), e);
        }
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    Optional<ServerControl> control() {
        return processes.canSignal() ? Optional.of(this) : Optional.empty();
    }

    @Override
    public synchronized void stop() {
        if (postgres != null) {
            processes.quit();
            Folders.touch(data.resolve(LOCK_FILE));
            release(postgres);
        }
    }

    @Override
    public synchronized void start() {
        if (postgres == null) {
            postgres = launch();
        }
    }

    @Override
    public synchronized void freeze() {
        processes.freeze();
    }

    @Override
    public synchronized void thaw() {
        processes.thaw();
    }

    @Override
    synchronized void end() {
        thaw();
        if (postgres != null) {
            release(postgres);
        } else if (processes.isRunning()) {
            processes.quit();
        }
        Folders.delete(data);
        Folders.delete(log);
        Ports.giveBack(port);
    }

    private void release(EmbeddedPostgres running) {
        postgres = null;
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
