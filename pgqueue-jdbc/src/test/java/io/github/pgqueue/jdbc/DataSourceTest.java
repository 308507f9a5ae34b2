package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A store on a user's DataSource")
class DataSourceTest {

    private TestDatabase database;
    private HikariDataSource pool;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        pool = new HikariDataSource();
        pool.setDataSource(Stores.dataSource(database));
        pool.setMaximumPoolSize(2);
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("commits each call and gives connections back as they came, with autocommit on or off")
    void autoCommit(boolean autoCommit) throws SQLException {
        pool.setAutoCommit(autoCommit);
        try (QueueStore store = store("billing.jobs");
                QueueStore observer = Stores.plain(database, "billing.jobs")) {
            store.bootstrap();
            store.insert("mail", List.of(NewJob.of("a"), NewJob.of("b"), NewJob.of("c")));
            Fence fence = Stores.claim(store, "mail", 2).get(0).fence();
            Stores.settle(store, "mail", Settlement.success(fence));
            assertThat(store.takeBack("mail", fence.claim())).isEqualTo(1);
            store.insert("big", List.of(NewJob.of(new byte[20 << 20]), NewJob.of(new byte[20 << 20])));

            assertThat(observer.stats())
                    .extracting(QueueStats::queueName, QueueStats::state, QueueStats::jobs)
                    .containsExactly(
                            tuple("big", JobState.NEW, 2L),
                            tuple("mail", JobState.NEW, 2L),
                            tuple("mail", JobState.SUCCESS, 1L));
        }
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
        }
        assertThat(Stores.query(
                        database,
                        "select pid from pg_stat_activity where state like 'idle in transaction%'"
                                + " and datname = current_database()"))
                .isEmpty();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    @DisplayName("leaves it open when it closes")
    void staysOpen() throws SQLException {
        store("jobs").close();

        try (Connection connection = pool.getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    @DisplayName("is not left with a broken transaction after a refused statement")
    void refused() {
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(1);
        try (QueueStore store = store("jobs")) {
            assertThatThrownBy(store::stats).hasMessageContaining("call bootstrap()");
            store.bootstrap();
            assertThat(store.stats()).isEmpty();
        }
    }

    @Test
    @DisplayName("works when its connections come with a stricter isolation, many claiming at once")
    void isolation() throws Exception {
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        pool.setMaximumPoolSize(16);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (QueueStore store = store("jobs")) {
            store.bootstrap();
            Stores.pushMany(store, "mail", 400);
            Callable<Integer> drain = () -> {
                int count = 0;
                for (int claimed = 1; claimed > 0; count += claimed) {
                    claimed = Stores.claim(store, "mail", 3).size();
                }
                return count;
            };
            List<Future<Integer>> counts = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                counts.add(threads.submit(drain));
            }
            int sum = 0;
            for (Future<Integer> count : counts) {
                sum += count.get(60, TimeUnit.SECONDS);
            }
            assertThat(sum).isEqualTo(400);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("goes on when a statement that was prepared on its connection is gone or no longer fits")
    void staleStatements() throws SQLException {
        pool.setMaximumPoolSize(1);
        try (QueueStore store = store("jobs")) {
            store.bootstrap();
            for (int round = 0; round < 20; round++) {
                Stores.push(store, "mail", "x");
                assertThat(Stores.claim(store, "mail", 1)).hasSize(1);
            }
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("deallocate all");
            }
            Stores.push(store, "mail", "x");
            database.execute("alter table jobs alter column attempt type bigint");

            assertThat(Stores.claim(store, "mail", 1)).hasSize(1);
        }
    }

    @Test
    @DisplayName("keeps messages in a database whose encoding lacks their characters")
    void poorEncoding() throws SQLException {
        String latin = database.name() + "_latin";
        database.execute("create database " + latin + " encoding 'LATIN1' locale 'C' template template0");
        try {
            var source = Stores.dataSource(database);
            source.setDatabaseName(latin);
            try (QueueStore store = Stores.over(source, "jobs")) {
                store.bootstrap();
                long id = Stores.push(store, "mail", "x");
                Fence fence = Stores.claim(store, "mail", 1).get(0).fence();

                assertThat(Stores.settle(
                                        store,
                                        "mail",
                                        Settlement.error(fence, Stores.failure("5 \u20ac, \ud83d\ude00")))
                                .lost())
                        .isEmpty();
                assertThat(store.find("mail", id).orElseThrow().error()).contains("Trouble: 5 ?, ?");
            }
        } finally {
            database.execute("drop database " + latin + " with (force)");
        }
    }

    private QueueStore store(String table) {
        return Stores.over(pool, table);
    }
}
