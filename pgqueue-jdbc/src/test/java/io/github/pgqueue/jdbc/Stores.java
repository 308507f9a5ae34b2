package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What the tests of a store say again and again. */
final class Stores {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final AtomicLong CLAIMS = new AtomicLong();

    private Stores() {}

    static PGSimpleDataSource dataSource(TestDatabase database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    /** With a pool of its own, and the table made. */
    static QueueStore ready(TestDatabase database, String table) {
        QueueStore store = pooling(database, table);
        store.bootstrap();
        return store;
    }

    static QueueStore pooling(TestDatabase database, String table) {
        PgQueuesConfig config =
                PgQueuesConfig.builder(database.url()).table(table).build();
        return JdbcQueueStore.pooling(dataSource(database), config);
    }

    /** Settings whose backend keeps jobs by a pool of its own, and does not listen. */
    static PgQueuesConfig.Builder config(TestDatabase database) {
        QueueStoreProvider provider = new QueueStoreProvider() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public QueueStore open(PgQueuesConfig config) {
                return JdbcQueueStore.pooling(dataSource(database), config);
            }
        };
        return PgQueuesConfig.builder(provider).pollOnly().pollInterval(Duration.ofMillis(50));
    }

    static QueueStore plain(TestDatabase database, String table) {
        return over(dataSource(database), table);
    }

    /** On somebody's own connections. */
    static QueueStore over(DataSource dataSource, String table) {
        return JdbcQueueStore.over(
                dataSource, PgQueuesConfig.builder(dataSource).table(table).build());
    }

    static long push(QueueStore store, String queue, String payload) {
        return push(store, queue, NewJob.of(payload)).id();
    }

    static Inserted push(QueueStore store, String queue, NewJob job) {
        return store.insert(queue, List.of(job)).get(0);
    }

    static List<Long> pushMany(QueueStore store, String queue, int count) {
        List<NewJob> jobs = new ArrayList<>();
        for (int job = 0; job < count; job++) {
            jobs.add(NewJob.of("job " + job));
        }
        return ids(store.insert(queue, jobs));
    }

    static List<Long> ids(List<Inserted> inserted) {
        return inserted.stream().map(Inserted::id).toList();
    }

    static String text(ClaimedJob job) {
        return new String(job.payload(), StandardCharsets.UTF_8);
    }

    /** A failure that nobody threw. */
    static Failure failure(String message) {
        return Failure.of("Trouble", message);
    }

    static List<ClaimedJob> claim(QueueStore store, String queue, int limit) {
        return exchange(store, queue, List.of(), limit).claimed();
    }

    static ExchangeResult settle(QueueStore store, String queue, Settlement... settlements) {
        return exchange(store, queue, List.of(settlements), 0);
    }

    static ExchangeResult exchange(QueueStore store, String queue, List<Settlement> settlements, int limit) {
        return store.exchange(new Exchange(queue, "test", CLAIMS.incrementAndGet(), settlements, limit));
    }

    /** Until somebody waits for a lock. */
    static void awaitBlocked(TestDatabase database) throws SQLException {
        long start = System.nanoTime();
        while (query(
                        database,
                        "select pid from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'")
                .isEmpty()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("nobody waits")
                    .isLessThan(PATIENCE);
        }
    }

    /** The first column of the rows of a query, as text. */
    static List<String> query(TestDatabase database, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
