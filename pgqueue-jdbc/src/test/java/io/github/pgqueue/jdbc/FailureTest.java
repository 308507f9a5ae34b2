package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("A store's failure")
class FailureTest {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    @DisplayName("says what was attempted, on which table, what the server said, and what mends a missing table")
    void missingTable() {
        try (QueueStore store = Stores.pooling(database, "nowhere")) {
            assertThatThrownBy(() -> Stores.claim(store, "mail", 1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("claim jobs of queue 'mail' in table nowhere")
                    .hasMessageContaining("42P01")
                    .hasMessageContaining("\"nowhere\" does not exist")
                    .hasMessageContaining("call bootstrap()")
                    .hasCauseInstanceOf(SQLException.class);
            assertThatThrownBy(() -> Stores.push(store, "mail", "secret"))
                    .hasMessageContaining("add a job to queue 'mail'")
                    .satisfies(thrown -> assertThat(allMessages(thrown)).doesNotContain("secret"));
            assertThatThrownBy(() -> store.find("mail", 7)).hasMessageContaining("look up job 7 of queue 'mail'");
            assertThatThrownBy(store::stats).hasMessageContaining("count the jobs in table nowhere");
        }
    }

    @Test
    @DisplayName("to connect says why, and shows no password")
    void wrongPassword() {
        var source = Stores.dataSource(database);
        source.setUser("nobody");
        source.setPassword("hunter2");
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .connectTimeout(Duration.ofMillis(500))
                .build();
        try (QueueStore store = JdbcQueueStore.pooling(source, config)) {
            assertThatThrownBy(store::stats)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nobody")
                    .satisfies(thrown -> assertThat(allMessages(thrown)).doesNotContain("hunter2"));
        }
    }

    @Test
    @DisplayName("to connect comes in time when somebody listens who is no PostgreSQL")
    void silentServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            String url = "jdbc:postgresql://localhost:" + silent.getLocalPort() + "/app";
            var source = Stores.dataSource(database);
            source.setUrl(url);
            PgQueuesConfig config = PgQueuesConfig.builder(url + "?password=hunter2")
                    .connectTimeout(Duration.ofMillis(300))
                    .build();
            try (QueueStore store = JdbcQueueStore.pooling(source, config)) {
                long start = System.nanoTime();
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> Stores.push(store, "mail", "x"))
                        .withMessageContaining("no connection to " + url + "?..., where nobody has answered yet")
                        .returns(false, StoreException::isOutcomeUnknown);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    @DisplayName("to have a connection of a pool that is busy, or closed, has changed nothing")
    void busyOrClosedPool() throws Exception {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(Stores.dataSource(database));
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(300);
        QueueStore store =
                JdbcQueueStore.over(pool, PgQueuesConfig.builder(pool).build());
        try (pool;
                Connection taken = pool.getConnection()) {
            assertThat(taken.isValid(10)).isTrue();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Stores.push(store, "mail", "x"))
                    .withMessageContaining("no connection to the data source's database; ")
                    .withMessageContaining("active=1")
                    .returns(false, StoreException::isOutcomeUnknown);
        }
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Stores.push(store, "mail", "x"))
                .withMessageEndingWith(
                        "no connection to the data source's database; HikariDataSource " + pool + " has been closed.")
                .returns(false, StoreException::isOutcomeUnknown);
    }

    @ParameterizedTest
    @CsvSource({", ''", "08006, ' (SQLState 08006)'", "57P03, ' (SQLState 57P03)'", "53300, ' (SQLState 53300)'"})
    @DisplayName("to connect has changed nothing, whatever the state, and says it once")
    void notConnected(String state, String shown) {
        PGSimpleDataSource source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("not now", state);
            }
        };
        QueueStore store =
                JdbcQueueStore.over(source, PgQueuesConfig.builder(source).build());

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Stores.push(store, "mail", "x"))
                .withMessageEndingWith("no connection to the data source's database; not now" + shown)
                .returns(false, StoreException::isOutcomeUnknown);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::stats)
                .returns(false, StoreException::isOutcomeUnknown);
    }

    @Test
    @DisplayName("is known to have changed nothing where the server has refused, or was never reached")
    void changedNothing() throws Exception {
        var nobody = Stores.dataSource(database);
        try (ServerSocket gone = new ServerSocket(0)) {
            nobody.setUrl("jdbc:postgresql://localhost:" + gone.getLocalPort() + "/app");
        }
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .connectTimeout(Duration.ofMillis(300))
                .build();
        try (QueueStore refusing = Stores.pooling(database, "nowhere");
                QueueStore unreachable = JdbcQueueStore.pooling(nobody, config)) {
            for (QueueStore store : List.of(refusing, unreachable)) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> Stores.push(store, "mail", "x"))
                        .returns(false, StoreException::isOutcomeUnknown);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "08001, false", "08004, false", "23505, false", "25006, false",
        "08006, true", "08003, true", "57P01, true", ", true"
    })
    @DisplayName("tells by SQLSTATE whether anything may have been done")
    void outcome(String sqlState, boolean unknown) {
        StoreException failure = Failure.of("add a job", new SQLException("no", sqlState));

        assertThat(failure.isOutcomeUnknown()).isEqualTo(unknown);
    }

    @Test
    @DisplayName("of one connection leaves the pool usable")
    void killed() {
        PgQueuesConfig config =
                PgQueuesConfig.builder(database.url()).maxConnections(1).build();
        try (QueueStore store = JdbcQueueStore.pooling(Stores.dataSource(database), config)) {
            store.bootstrap();
            Stores.push(store, "mail", "x");
            assertThat(database.terminateAll()).isPositive();

            // The pool's one connection may be found broken by a call.
            try {
                store.stats();
            } catch (StoreException broken) {
                assertThat(broken).hasMessageContaining("count the jobs");
            }
            assertThat(store.stats()).hasSize(1);
        }
    }

    @Test
    @DisplayName("after close() is an IllegalStateException, of every method but bootstrapSql()")
    void closed() {
        QueueStore store = Stores.ready(database, "jobs");
        store.close();
        store.close();

        assertThatThrownBy(store::bootstrap).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Stores.push(store, "mail", "x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Stores.claim(store, "mail", 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.takeBack("mail", 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.find("mail", 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::stats).isInstanceOf(IllegalStateException.class);
        assertThat(store.bootstrapSql()).contains("create table");
    }

    private static String allMessages(Throwable thrown) {
        StringBuilder messages = new StringBuilder();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            messages.append(each).append('\n');
        }
        return messages.toString();
    }
}
