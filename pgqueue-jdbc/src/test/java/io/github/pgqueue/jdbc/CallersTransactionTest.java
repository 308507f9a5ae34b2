package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Transactions;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A job that is added in a caller's transaction")
class CallersTransactionTest {

    private static final String QUEUE = "mail";

    private TestDatabase database;
    private HikariDataSource pool;
    private QueueStore store;
    private Transactions transactions;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        pool = new HikariDataSource();
        pool.setDataSource(Stores.dataSource(database));
        pool.setMaximumPoolSize(1);
        store = Stores.ready(database, "jobs");
        transactions = store.transactions().orElseThrow();
    }

    @AfterEach
    void close() {
        pool.close();
        store.close();
        database.close();
    }

    @Test
    @DisplayName("is there with the commit, and rings then, through a pool's connection too")
    void commit() throws SQLException {
        try (Channel channel = new Channel(database, "jobs_channel");
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            List<Long> ids = Stores.ids(transactions.insert(connection, QUEUE, Collections.nCopies(3, NewJob.of("x"))));
            assertThat(channel.rings()).isEmpty();
            assertThat(store.find(QUEUE, ids.get(0))).isEmpty();

            connection.commit();

            assertThat(channel.rings()).containsExactly(",,mail");
            assertThat(ids).hasSize(3).isSorted();
            assertThat(Stores.claim(store, QUEUE, 5)).hasSize(3);
        }
    }

    @Test
    @DisplayName("rings once, with its number, and leaves what plain SQL adds in the transaction to ring by itself")
    void ringsOnce() throws SQLException {
        try (Channel channel = new Channel(database, "jobs_channel");
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<Long> first = Stores.ids(transactions.insert(connection, QUEUE, List.of(NewJob.of("x"))));
            statement.execute("insert into jobs (queue_name) values ('plain')");
            List<Long> second = Stores.ids(transactions.insert(connection, QUEUE, List.of(NewJob.of("y"))));
            connection.commit();

            assertThat(channel.rings())
                    .containsExactly(first.get(0) + ",,mail", (first.get(0) + 1) + ",,plain", second.get(0) + ",,mail");
        }
    }

    @Test
    @DisplayName("is never there after a rollback, and holds no key then")
    void rollback() throws SQLException {
        NewJob keyed = NewJob.of("x").withUniqueKey(UniqueKey.of("k"));
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            long id = insert(connection, keyed).id();
            assertThat(insert(connection, keyed)).isEqualTo(new Inserted(id, true));
            connection.rollback();

            assertThat(insert(connection, keyed).wasThere()).isFalse();
            connection.commit();
        }
        assertThat(Stores.claim(store, QUEUE, 5)).hasSize(1);
    }

    @Test
    @DisplayName("is durable at once with autocommit, many all or none, and the connection stays as it is")
    void autoCommit() throws SQLException {
        NewJob keyed = NewJob.of("x").withUniqueKey(UniqueKey.of("k"));
        try (Connection connection = pool.getConnection()) {
            assertThat(insert(connection, NewJob.of("x")).wasThere()).isFalse();
            assertThat(store.stats())
                    .singleElement()
                    .satisfies(stats -> assertThat(stats.jobs()).isEqualTo(1));
            assertThat(transactions.insert(connection, QUEUE, List.of(keyed, keyed, NewJob.of("y"))))
                    .extracting(Inserted::wasThere)
                    .containsExactly(false, true, false);
            assertThat(store.stats())
                    .singleElement()
                    .satisfies(stats -> assertThat(stats.jobs()).isEqualTo(3));
            assertThat(connection.getAutoCommit()).isTrue();

            database.execute("alter table jobs add constraint no_z check (unique_key <> 'z')");
            List<NewJob> refused = List.of(
                    NewJob.of("x").withUniqueKey(UniqueKey.of("a")),
                    NewJob.of("x").withUniqueKey(UniqueKey.of("z")));
            assertThatThrownBy(() -> transactions.insert(connection, QUEUE, refused))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("add 2 jobs to queue 'mail'")
                    .hasMessageContaining("23514");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(store.stats())
                    .singleElement()
                    .satisfies(stats -> assertThat(stats.jobs()).isEqualTo(3));
        }
    }

    @Test
    @DisplayName("that is refused leaves the transaction to its owner, and shows no payload")
    void refused() throws SQLException {
        database.execute("alter table jobs add constraint no_x check (payload <> 'secret')");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table mine (n int)");
            var before = connection.setSavepoint();
            assertThatThrownBy(() -> insert(connection, NewJob.of("secret")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("add a job to queue 'mail' in table jobs")
                    .hasMessageNotContaining("secret")
                    .hasMessageNotContaining("736563726574");
            assertThatThrownBy(() -> statement.execute("select 1")).hasMessageContaining("aborted");
            connection.rollback(before);
            insert(connection, NewJob.of("x"));
            connection.commit();
        }
        assertThat(Stores.query(database, "select count(*) from mine")).containsExactly("0");
        assertThat(Stores.claim(store, QUEUE, 5)).hasSize(1);
    }

    @Test
    @DisplayName("has its delay and its key's period from the push on, however old the transaction is")
    void delay() throws SQLException {
        Duration hour = Duration.ofHours(1);
        NewJob job =
                NewJob.of("x").withDelay(hour).withUniqueKey(UniqueKey.of("k").within(hour));
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table pushed as select clock_timestamp() as at from pg_sleep(0.2)");
            insert(connection, job);
            transactions.insert(connection, QUEUE, List.of(NewJob.of("y").withDelay(hour), NewJob.of("z")));
            connection.commit();
        }
        assertThat(Stores.query(
                        database,
                        "select count(*) from jobs, pushed where run_at >= at + interval '1 hour'"
                                + " and coalesce(unique_until >= at + interval '1 hour', true)"))
                .containsExactly("2");
        assertThat(Stores.claim(store, QUEUE, 5)).hasSize(1);
    }

    @Test
    @DisplayName("can be added by a handler, in the transaction of another job")
    void inHandler() {
        Stores.push(store, QUEUE, "x");
        var fence = Stores.claim(store, QUEUE, 1).get(0).fence();
        NewJob keyed = NewJob.of("x").withUniqueKey(UniqueKey.of("k"));
        List<NewJob> jobs = List.of(keyed, NewJob.of("y").withHeader("a", "b"), keyed);
        try (JobTransaction transaction = transactions.begin(QUEUE, fence)) {
            transactions.insert(transaction.connection(), "next", jobs);
        }
        assertThat(Stores.claim(store, "next", 5)).isEmpty();
        try (JobTransaction transaction = transactions.begin(QUEUE, fence)) {
            transactions.insert(transaction.connection(), "next", jobs);
            assertThat(transaction.commit(null)).isTrue();
        }
        assertThat(Stores.claim(store, "next", 5)).hasSize(2);
        assertThat(store.find(QUEUE, fence.id()).orElseThrow().state()).isEqualTo(JobState.SUCCESS);
    }

    @Test
    @DisplayName("finds a key free whose period ended after the transaction began")
    void periodEndsMeanwhile() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            NewJob keyed = NewJob.of("x").withUniqueKey(UniqueKey.of("k").within(Duration.ofMillis(300)));
            Inserted first = insert(connection, keyed);
            connection.createStatement().execute("select pg_sleep(0.4)");

            Inserted second = insert(connection, keyed);

            assertThat(second.wasThere()).isFalse();
            assertThat(second.id()).isNotEqualTo(first.id());
            connection.commit();
        }
    }

    private Inserted insert(Connection connection, NewJob job) {
        return transactions.insert(connection, QUEUE, List.of(job)).get(0);
    }
}
