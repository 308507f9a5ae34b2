package io.github.pgqueue.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TestDatabasesTest {

    @Test
    void databasesAreFreshAndApart() throws SQLException {
        try (TestDatabase one = TestDatabases.shared().newDatabase();
                TestDatabase two = TestDatabases.shared().newDatabase()) {
            one.execute("create table t (a int); insert into t values (7)");
            assertThat(number(one, "select a from t")).isEqualTo(7);
            assertThat(number(two, "select count(*) from pg_tables where tablename = 't'"))
                    .isZero();
        }
    }

    @Test
    void aScriptIsRunOnceForAllDatabasesThatBeginWithIt() throws SQLException {
        // Two runs of one text would differ in this.
        String random = "create table r as select gen_random_uuid()::text as id";
        try (TestDatabase one = TestDatabases.shared().newDatabase(random);
                TestDatabase two = TestDatabases.shared().newDatabase(random);
                TestDatabase empty = TestDatabases.shared().newDatabase()) {
            assertThat(text(one, "select id from r")).isEqualTo(text(two, "select id from r"));
            one.execute("delete from r");
            assertThat(number(two, "select count(*) from r")).isEqualTo(1);
            assertThat(number(empty, "select count(*) from pg_tables where tablename = 'r'"))
                    .isZero();
        }
    }

    @Test
    void aScriptThatIsRefusedLeavesNoDatabase() throws SQLException {
        String script = "create table refused (a int); select no_such_column from refused";
        try (TestDatabase any = TestDatabases.shared().newDatabase()) {
            int before = number(any, "select count(*) from pg_database");
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(() -> TestDatabases.shared().newDatabase(script))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("no_such_column");
            }
            assertThat(number(any, "select count(*) from pg_database")).isEqualTo(before);
        }
    }

    @Test
    void closingADatabaseDropsItAndTwiceIsFine() throws SQLException {
        TestDatabase database = TestDatabases.shared().newDatabase();
        Connection open = database.connect();
        database.close();
        database.close();
        assertThat(open.isValid(5)).isFalse();
        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
    }

    @Test
    void connectionsAreTerminatedByApplicationName() throws SQLException {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                Connection named = database.connect();
                Connection other = database.connect()) {
            run(named, "set application_name = 'victim'");
            assertThat(database.terminate("victim")).isEqualTo(1);
            assertThat(named.isValid(5)).isFalse();
            assertThat(other.isValid(5)).isTrue();
        }
    }

    @Test
    void listenersAreFoundByStatementAndByName() throws SQLException {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                Connection listening = database.connect();
                Connection named = database.connect();
                Connection other = database.connect()) {
            run(listening, "LISTEN x");
            run(named, "set application_name = 'pgqueue-listen'");
            run(other, "select 1");
            assertThat(database.terminateListeners()).isEqualTo(2);
            assertThat(listening.isValid(5)).isFalse();
            assertThat(named.isValid(5)).isFalse();
            assertThat(other.isValid(5)).isTrue();
            awaitAlone(other);
            assertThat(database.terminateAll()).isEqualTo(1);
        }
    }

    @Test
    void aServerOfOursStopsAndStartsWithItsContent() throws SQLException {
        try (TestDatabases databases = TestDatabases.start()) {
            ServerControl control = control(databases);
            TestDatabase database = databases.newDatabase();
            database.execute("create table t (a int); insert into t values (7)");
            control.stop();
            control.stop();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            control.start();
            control.start();
            assertThat(number(database, "select a from t")).isEqualTo(7);
            database.close();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            assertThat(number(databases.newDatabase(), "select 1")).isEqualTo(1);
        }
    }

    @Test
    void aFrozenServerIsSilentUntilItIsThawed() throws Exception {
        try (TestDatabases databases = TestDatabases.start()) {
            ServerControl control = control(databases);
            TestDatabase database = databases.newDatabase();
            control.freeze();
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> unchecked(database));
            assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            control.thaw();
            assertThat(answer).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(1);
        }
    }

    @Test
    void aVersionThatIsNotTheServersIsRefused() {
        String before = System.getProperty(TestDatabases.VERSION_PROPERTY);
        System.setProperty(TestDatabases.VERSION_PROPERTY, "9");
        try {
            assertThatThrownBy(() -> Servers.checkVersion(18))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("pgqueue.test.postgres is 9, but the server is PostgreSQL 18");
        } finally {
            restore(TestDatabases.VERSION_PROPERTY, before);
        }
    }

    @Test
    void anUnknownKindIsRefused() {
        Assumptions.assumeTrue(
                System.getProperty(TestDatabases.URL_PROPERTY) == null, "the server is given by its address");
        String before = System.getProperty(TestDatabases.KIND_PROPERTY);
        System.setProperty(TestDatabases.KIND_PROPERTY, "oracle");
        try {
            assertThatThrownBy(Servers::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("pgqueue.test.database must be embedded or testcontainers")
                    .hasMessageContaining("oracle");
        } finally {
            restore(TestDatabases.KIND_PROPERTY, before);
        }
    }

    private static void restore(String property, String before) {
        if (before == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, before);
        }
    }

    private static ServerControl control(TestDatabases databases) {
        Assumptions.assumeTrue(databases.control().isPresent(), "the server is not ours to stop");
        return databases.control().orElseThrow();
    }

    private static int unchecked(TestDatabase database) {
        try {
            return number(database, "select 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server shows a connection for a while after its client has seen its end. */
    private static void awaitAlone(Connection connection) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        String others = "select count(*) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() and backend_type = 'client backend'";
        while (number(connection, others) > 0) {
            assertThat(System.nanoTime()).as("time until others are gone").isLessThan(end);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String text(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static int number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return number(connection, sql);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
