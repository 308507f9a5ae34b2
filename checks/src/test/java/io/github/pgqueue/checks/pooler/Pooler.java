package io.github.pgqueue.checks.pooler;

import io.github.pgqueue.testkit.database.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A pgbouncer of our own before a test database. */
final class Pooler implements AutoCloseable {

    /** How long a client keeps a connection to the server. */
    enum Mode {
        /** With few connections to the server, so that clients meet those of others. */
        TRANSACTION(6),
        SESSION(40);

        private final int poolSize;

        Mode(int poolSize) {
            this.poolSize = poolSize;
        }
    }

    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");
    private static final int ATTEMPTS = 3;
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final TestDatabase database;
    private final int port;

    private Pooler(Process process, TestDatabase database, int port) {
        this.process = process;
        this.database = database;
        this.port = port;
    }

    /** The program, wherever a distribution puts it. */
    static Optional<Path> program() {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Somebody else may take the port before it does. */
    static Pooler start(Path program, TestDatabase database, Mode mode, Path folder) throws Exception {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            Pooler pooler = new Pooler(launch(program, database, mode, folder, port), database, port);
            if (pooler.isReady()) {
                return pooler;
            }
            pooler.close();
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("pgbouncer does not start: " + Files.readString(log(folder)));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process launch(Path program, TestDatabase database, Mode mode, Path folder, int port)
            throws IOException {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        Path users = Files.writeString(
                folder.resolve("users.txt"), quoted(database.user()) + " " + quoted(database.password()) + "\n");
        Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                %s = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = %s
                default_pool_size = %d
                server_round_robin = 1
                """.formatted(
                        database.name(),
                        InetAddress.getByName(server.getHost()).getHostAddress(),
                        server.getPort() < 0 ? 5432 : server.getPort(),
                        port,
                        users,
                        mode.name().toLowerCase(Locale.ROOT),
                        mode.poolSize));
        List<String> command = new ArrayList<>(List.of(program.toString()));
        if (System.getProperty("user.name", "").equals("root")) {
            // It refuses to be root, and reads its files as whom it becomes.
            for (Path each : List.of(folder, users, settings)) {
                each.toFile().setReadable(true, false);
                each.toFile().setExecutable(true, false);
            }
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile())
                .start();
    }

    private static Path log(Path folder) {
        return folder.resolve("pgbouncer.log");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Whether it lets us in to the database. */
    private boolean isReady() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        do {
            try (Connection connection = DriverManager.getConnection(url(), database.user(), database.password())) {
                return connection.isValid(1);
            } catch (SQLException notYet) {
                // Looked at again, for as long as it runs.
            }
        } while (!process.waitFor(50, TimeUnit.MILLISECONDS) && System.nanoTime() < end);
        return false;
    }

    /** The database's address through it. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database.name();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
