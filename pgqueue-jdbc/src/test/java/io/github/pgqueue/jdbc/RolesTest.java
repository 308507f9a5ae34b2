package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** With real roles, in a database that grants nobody anything by itself. */
@ParameterizedClass(name = "of {0}")
@ValueSource(strings = {"jobs", "billing.jobs"})
@DisplayName("A role with the grants")
class RolesTest {

    private static final String QUEUE = "mail";
    private static final String PASSWORD = "secret";

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);

    /** Names that need their quotes. */
    private final String producer = "Producer \"P\"; " + suffix;

    private final String worker = "worker$roles$" + suffix;
    private final String operator = "{producer}\n" + suffix;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private String table;

    private TestDatabase database;
    private QueueStore owner;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        for (String role : List.of(producer, worker, operator)) {
            database.execute("create role " + quoted(role) + " login password '" + PASSWORD + "'");
        }
        database.execute("revoke all on schema public from public");
        owner = Stores.ready(database, table);
        database.execute(owner.rolesSql(producer, worker, operator));
        database.execute(owner.rolesSql(producer, worker, operator));
    }

    @AfterEach
    void close() {
        owner.close();
        for (String role : List.of(producer, worker, operator)) {
            database.execute("drop owned by " + quoted(role));
            database.execute("drop role " + quoted(role));
        }
        database.close();
    }

    @Test
    @DisplayName("of a producer adds jobs of all sorts, and rings")
    void producerAdds() throws SQLException {
        QueueStore store = as(producer);
        UniqueKey key = UniqueKey.of("k");
        List<NewJob> sorts = new ArrayList<>(List.of(
                NewJob.of("plain"),
                NewJob.withoutPayload().withPriority(-3),
                NewJob.of("later").withDelay(Duration.ofHours(1)),
                NewJob.of("with header").withHeader("a", "b").withTimeLimit(Duration.ofSeconds(1))));
        store.bootstrap();
        try (Channel channel = new Channel(database, "jobs_channel")) {
            store.insert(QUEUE, sorts);
            sorts.forEach(job -> store.insert(QUEUE, List.of(job)));
            store.insert(QUEUE, List.of(NewJob.of("a"), NewJob.of("b")));
            assertThat(channel.rings()).isEmpty();
            store.ring(List.of(Ring.of(QUEUE)));
            assertThat(channel.rings()).containsExactly(",," + QUEUE);
            try (Connection connection = source(producer).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into " + table + " (queue_name) values ('print')");
            }
            assertThat(channel.rings()).singleElement().asString().endsWith(",,print");
        }
        Inserted first = Stores.push(store, QUEUE, NewJob.of("x").withUniqueKey(key));
        assertThat(Stores.push(store, QUEUE, NewJob.of("y").withUniqueKey(key)))
                .isEqualTo(new Inserted(first.id(), true));
        assertThat(store.insert(QUEUE, List.of(NewJob.of("y").withUniqueKey(key), NewJob.of("z"))))
                .extracting(Inserted::wasThere)
                .containsExactly(true, false);
    }

    @Test
    @DisplayName("of a producer takes a key whose period is over")
    void producerFreesKeys() {
        QueueStore store = as(producer);
        NewJob hourly = NewJob.of("x").withUniqueKey(UniqueKey.of("k").within(Duration.ofHours(1)));
        long id = Stores.push(store, QUEUE, hourly).id();
        assertThat(Stores.push(store, QUEUE, hourly)).isEqualTo(new Inserted(id, true));

        database.execute("update " + table + " set unique_until = now() - interval '1 second'");

        assertThat(Stores.push(store, QUEUE, hourly).wasThere()).isFalse();
        assertThat(Stores.push(store, QUEUE, hourly).wasThere()).isTrue();
    }

    @Test
    @DisplayName("of a producer does nothing else")
    void producerIsRefused() throws SQLException {
        QueueStore store = as(producer);
        UniqueKey key = UniqueKey.of("k");
        long id = Stores.push(store, QUEUE, NewJob.of("x").withUniqueKey(key)).id();
        List<ThrowingCallable> calls = List.of(
                () -> Stores.push(store, QUEUE, NewJob.of("y").withUniqueKey(key.replacing())),
                () -> Stores.claim(store, QUEUE, 1),
                () -> store.cancel(QUEUE, id),
                () -> store.find(QUEUE, id),
                () -> store.await(QUEUE, id),
                () -> store.beat("n", Duration.ofSeconds(5), Optional.empty()),
                () -> admin(store).pause(QUEUE, true),
                () -> admin(store).discard(QUEUE, id),
                () -> admin(store).prune(1));

        assertThat(calls).allSatisfy(RolesTest::assertRefused);
        for (String column : List.of("payload", "headers", "error", "errors", "result", "*")) {
            assertRefused(producer, "select " + column + " from " + table);
        }
        assertRefused(producer, "update " + table + " set payload = 'x'");
        assertRefused(producer, "delete from " + table);
        assertRefused(producer, "insert into " + table + " (queue_name, status) values ('mail', 'success')");
        assertNoDdl(producer);
    }

    @Test
    @DisplayName("of a worker does all that a node does")
    void workerWorks() {
        QueueStore store = as(worker);
        store.bootstrap();
        store.beat("test", Duration.ofHours(1), Optional.empty());
        UniqueKey key = UniqueKey.of("k");
        Stores.pushMany(store, QUEUE, 5);
        Stores.push(store, QUEUE, NewJob.of("x").withUniqueKey(key));
        Stores.push(store, QUEUE, NewJob.of("y").withUniqueKey(key.replacing()));
        List<Fence> claimed =
                Stores.claim(store, QUEUE, 5).stream().map(job -> job.fence()).toList();
        store.await(QUEUE, claimed.get(0).id());
        assertThat(store.cancel(QUEUE, claimed.get(1).id())).isEqualTo(CancelResult.REQUESTED);
        assertThat(store.cancelRequests("test")).hasSize(1);
        Stores.settle(
                store,
                QUEUE,
                Settlement.success(claimed.get(0), new byte[1]),
                Settlement.retry(claimed.get(1), Stores.failure("no"), Duration.ZERO),
                Settlement.error(claimed.get(2), Stores.failure("no")));
        try (JobTransaction transaction = store.transactions().orElseThrow().begin(QUEUE, claimed.get(3))) {
            assertThat(transaction.commit(null)).isTrue();
        }
        store.leave("test");
        assertThat(store.rescue()).containsEntry(QUEUE, 1);
        assertThat(admin(store).takeDuty("prune", "test", Duration.ofHours(1))).isTrue();
        assertThat(admin(store).prune(10)).isZero();
        assertThat(admin(store).paused()).isEmpty();
        assertThat(admin(store).retry(QUEUE, claimed.get(2).id())).isTrue();
        assertThat(store.stats()).isNotEmpty();
    }

    @Test
    @DisplayName("of a worker neither stops queues nor changes the schema")
    void workerIsRefused() throws SQLException {
        QueueStore store = as(worker);

        assertRefused(() -> admin(store).pause(QUEUE, true));
        assertRefused(() -> admin(store).pause(QUEUE, false));
        assertNoDdl(worker);
        assertRefused(worker, "truncate " + table);
    }

    @Test
    @DisplayName("of an operator looks after jobs and queues")
    void operatorOperates() throws SQLException {
        QueueStore store = as(operator);
        store.bootstrap();
        long id = Stores.push(store, QUEUE, "x");
        admin(store).pause(QUEUE, true);
        assertThat(admin(store).paused()).containsExactly(QUEUE);
        admin(store).pause(QUEUE, false);
        assertThat(store.cancel(QUEUE, id)).isEqualTo(CancelResult.CANCELLED);
        assertThat(admin(store).retry(QUEUE, id)).isTrue();
        JobFilter waiting = JobFilter.in(JobState.NEW);
        assertThat(admin(store).list(QUEUE, waiting, 10, Optional.empty()).jobs())
                .hasSize(1);
        assertThat(admin(store).preview(QUEUE, BulkAction.CANCEL, waiting)).isEqualTo(1);
        assertThat(admin(store)
                        .apply(QUEUE, BulkAction.CANCEL, waiting, OptionalLong.empty())
                        .touched())
                .isEqualTo(1);
        assertThat(admin(store).discard(QUEUE, id)).isTrue();
        assertThat(admin(store).prunable()).isZero();
        assertThat(admin(store).prune(10)).isZero();
        assertNoDdl(operator);
    }

    @Test
    @DisplayName("is not had by anybody else")
    void stranger() {
        String stranger = "stranger " + suffix;
        database.execute("create role " + quoted(stranger) + " login password '" + PASSWORD + "'");
        try {
            // Without the schema there is not even a table to be seen.
            assertThatThrownBy(() -> Stores.push(as(stranger), QUEUE, "x")).hasMessageMatching("(?s).*(42501|42P01).*");
        } finally {
            database.execute("drop role " + quoted(stranger));
        }
    }

    private void assertNoDdl(String role) throws SQLException {
        String schema = table.contains(".") ? "billing" : "public";
        for (String sql : List.of(
                "create table " + schema + ".mine (n int)",
                "create schema mine",
                "alter table " + table + " add column mine int",
                "alter table " + table + " disable trigger user",
                "drop table " + table,
                "create index on " + table + " (id)",
                "create trigger mine before insert on " + table
                        + " execute function suppress_redundant_updates_trigger()",
                "insert into " + table + "_schema (version) values (99)")) {
            assertRefused(role, sql);
        }
    }

    private void assertRefused(String role, String sql) throws SQLException {
        try (Connection connection = source(role).getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .as("%s as %s", sql, role)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(StoreException.class).hasMessageContaining("42501");
    }

    private static JobAdmin admin(QueueStore store) {
        return store.admin().orElseThrow();
    }

    private QueueStore as(String role) {
        return Stores.over(source(role), table);
    }

    private PGSimpleDataSource source(String role) {
        PGSimpleDataSource source = Stores.dataSource(database);
        source.setUser(role);
        source.setPassword(PASSWORD);
        return source;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
