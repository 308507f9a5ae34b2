package io.github.pgqueue.checks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A primary with one database, and a standby that streams from it. */
final class Pair implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final TestDatabases primary;
    private final ServerControl control;
    private final TestDatabase database;
    private final Path copy;
    private final EmbeddedPostgres standby;

    private Pair(
            TestDatabases primary, ServerControl control, TestDatabase database, Path copy, EmbeddedPostgres standby) {
        this.primary = primary;
        this.control = control;
        this.database = database;
        this.copy = copy;
        this.standby = standby;
    }

    static Pair start() throws Exception {
        TestDatabases primary = TestDatabases.start();
        try {
            Assumptions.assumeTrue(primary.control().isPresent(), "this server is not ours to copy");
            ServerControl control = primary.control().orElseThrow();
            TestDatabase database = primary.newDatabase();
            Path data = Path.of(text(database.connect(), "show data_directory"));
            Path copy = DataFolder.besides(data);
            control.stop();
            DataFolder.copy(data, copy);
            control.start();
            return follow(primary, control, database, copy);
        } catch (Exception | Error failed) {
            primary.close();
            throw failed;
        }
    }

    private static Pair follow(TestDatabases primary, ServerControl control, TestDatabase database, Path copy)
            throws Exception {
        DataFolder.makeStandby(copy, "host=localhost port=" + port(database) + " user=" + database.user());
        EmbeddedPostgres standby = EmbeddedPostgres.builder()
                .setDataDirectory(copy)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(true)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "200")
                .start();
        Pair pair = new Pair(primary, control, database, copy, standby);
        try {
            await(database.connect(), "select count(*) from pg_stat_replication where state = 'streaming'", "1");
        } catch (Exception | Error failed) {
            pair.close();
            throw failed;
        }
        return pair;
    }

    /** The database on the primary, for as long as that runs. */
    TestDatabase database() {
        return database;
    }

    /** From now on a commit is confirmed once the standby has it. */
    void commitOnBoth() throws Exception {
        database.execute("alter system set synchronous_standby_names = '*'");
        database.execute("select pg_reload_conf()");
        await(database.connect(), "select count(*) from pg_stat_replication where sync_state = 'sync'", "1");
    }

    /** Until the standby has all that the primary has. */
    void awaitReplay() throws Exception {
        String written = text(database.connect(), "select pg_current_wal_lsn()");
        await(connectToStandby(), "select pg_last_wal_replay_lsn() >= '" + written + "'", "t");
    }

    /** The address of both. */
    String url(String parameters) {
        return "jdbc:postgresql://localhost:" + port(database) + ",localhost:" + standby.getPort() + "/"
                + database.name() + parameters;
    }

    /** The address of both, the standby first. */
    String urlFromStandby(String parameters) {
        return "jdbc:postgresql://localhost:" + standby.getPort() + ",localhost:" + port(database) + "/"
                + database.name() + parameters;
    }

    /** The address of the standby alone. */
    String standbyUrl(String parameters) {
        return "jdbc:postgresql://localhost:" + standby.getPort() + "/" + database.name() + parameters;
    }

    void killPrimary() {
        control.stop();
    }

    /** It says nothing any more, and its connections stay open. */
    void freezePrimary() {
        control.freeze();
    }

    /** Returns when the standby is a primary. */
    void promote() throws SQLException {
        assertThat(text(connectToStandby(), "select pg_promote(true, " + PATIENCE_SECONDS + ")"))
                .isEqualTo("t");
    }

    Connection connectToStandby() throws SQLException {
        return DriverManager.getConnection(standbyUrl(""), database.user(), database.password());
    }

    private static void await(Connection connection, String query, String answer) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (connection;
                Statement statement = connection.createStatement()) {
            while (!answer.equals(first(statement, query))) {
                assertThat(System.nanoTime()).as(query).isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            return first(statement, query);
        }
    }

    private static String first(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static int port(TestDatabase database) {
        return URI.create(database.url().substring("jdbc:".length())).getPort();
    }

    @Override
    public void close() throws IOException {
        try {
            standby.close();
        } finally {
            primary.close();
            DataFolder.delete(copy);
        }
    }
}
