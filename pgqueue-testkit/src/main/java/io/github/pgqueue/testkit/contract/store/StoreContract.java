package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.spi.Transactions;
import io.github.pgqueue.testkit.contract.topic.BesideOthers;
import io.github.pgqueue.testkit.contract.topic.Contract;
import io.github.pgqueue.testkit.internal.fixture.Heard;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** What the topics about stores share. Extend {@link io.github.pgqueue.testkit.contract.BackendContract} or a topic, not this. */
@BesideOthers
public abstract class StoreContract extends Contract {

    /** The queue of a test that needs but one. */
    static final String QUEUE = "mail";

    static final String NODE = "contract";

    /** Longer than any test. */
    static final Duration HOUR = Duration.ofHours(1);

    /** A lease, period or retention that a test waits for the end of. */
    static final Duration SHORT = Duration.ofSeconds(1);

    /** What two looks at a clock may differ by, with a server that is held up between them. */
    static final Duration TOLERANCE = Duration.ofMillis(200);

    static final Failure FAILURE = Failure.of("test", "no");

    private QueueStore store;

    /** For the topics. */
    StoreContract() {}

    @BeforeEach
    final void openStore() {
        store = open();
        if (!isPrepared()) {
            store.bootstrap();
        }
    }

    /** The store under test, bootstrapped. */
    final QueueStore store() {
        return store;
    }

    /** Another store on the same place, as another process would have. */
    final QueueStore open() {
        return open(settings -> settings);
    }

    /** Another store on the same place, with other settings. */
    final QueueStore open(UnaryOperator<PgQueuesConfig.Builder> settings) {
        QueueStore opened =
                backend().store().open(settings.apply(backend().config()).build());
        closing(() -> within(patience(), "QueueStore.close", opened::close));
        return opened;
    }

    final JobAdmin admin() {
        return admin(store);
    }

    /** The ability of operators; a store that has none skips the test. */
    static JobAdmin admin(QueueStore store) {
        return store.admin().orElseGet(() -> Assumptions.abort("the store has no admin()"));
    }

    /** The ability of transactions; a store that has none skips the test. */
    final Transactions transactions() {
        return store.transactions().orElseGet(() -> Assumptions.abort("the store has no transactions()"));
    }

    /** Hears what is sent on the table's channel from now on. */
    final Bell listen() throws Exception {
        PgQueuesConfig config = backend().config().build();
        Heard heard = new Heard(patience());
        var connection = backend().listener().connect(config, config.table().channel(), heard);
        closing(() -> within(patience(), "ListenerConnection.close", connection::close));
        return new Bell(heard);
    }

    final Beat beat(String node, Duration lease) {
        return store.beat(node, lease, Optional.empty());
    }

    static long newClaim() {
        return ThreadLocalRandom.current().nextLong();
    }

    static List<NewJob> jobs(String... payloads) {
        return Stream.of(payloads).map(NewJob::of).toList();
    }

    final long insert(String payload) {
        return insert(NewJob.of(payload));
    }

    final long insert(NewJob job) {
        return insert(store, QUEUE, List.of(job)).get(0);
    }

    /** Inserts jobs without keys, or with free ones, which must all be added. */
    static List<Long> insert(QueueStore store, String queueName, List<NewJob> jobs) {
        List<Inserted> inserted = store.insert(queueName, jobs);
        Assertions.assertFalse(inserted.stream().anyMatch(Inserted::wasThere), "told that a job was there already");
        return inserted.stream().map(Inserted::id).toList();
    }

    /** Inserts a job that may be there. */
    final Inserted put(NewJob job) {
        List<Inserted> inserted = store.insert(QUEUE, List.of(job));
        Assertions.assertEquals(1, inserted.size(), "answers for one job");
        return inserted.get(0);
    }

    /** Claims under a new number. */
    final List<ClaimedJob> claim(int limit) {
        return exchange(limit).claimed();
    }

    final ExchangeResult exchange(int limit, Settlement... settlements) {
        return exchange(store, NODE, limit, settlements);
    }

    static ExchangeResult exchange(QueueStore store, String node, int limit, Settlement... settlements) {
        return store.exchange(new Exchange(QUEUE, node, newClaim(), List.of(settlements), limit));
    }

    /** Claims the one job that there must be. */
    final ClaimedJob claimOne() {
        return claimOne(NODE);
    }

    final ClaimedJob claimOne(String node) {
        List<ClaimedJob> claimed = exchange(store, node, 10).claimed();
        Assertions.assertEquals(1, claimed.size(), "jobs claimed");
        return claimed.get(0);
    }

    /** Inserts a job and claims it. */
    final ClaimedJob running(String payload) {
        insert(payload);
        return claimOne();
    }

    /** Settles without claiming, and expects that every settlement counts. */
    final void settle(Settlement... settlements) {
        Assertions.assertEquals(List.of(), exchange(0, settlements).lost(), "lost settlements");
    }

    final JobInfo info(long id) {
        return store.find(QUEUE, id)
                .orElseThrow(() -> new AssertionError("job " + id + " is not found in queue " + QUEUE));
    }

    /** What time it is by the store's clock. */
    final Instant now() {
        long id = insert(store, "clock", jobs("")).get(0);
        return store.find("clock", id)
                .orElseThrow(() -> new AssertionError("a job that was just inserted is not found"))
                .createdAt();
    }

    /** Holds a job of the queue as another client does, in a transaction that is open until the test ends it. */
    final Connection lock(long id) throws SQLException {
        String table = backend().config().build().table().quoted();
        Connection connection = closing(backend().connect());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "select 1 from " + table + " where queue_name = '" + QUEUE + "' and id = " + id + " for update");
        }
        return connection;
    }

    /** Makes the table refuse jobs with this payload. */
    final void refuse(String payload) throws SQLException {
        String table = backend().config().build().table().quoted();
        try (Connection connection = backend().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table " + table + " add constraint no_poison check (payload is distinct from '"
                    + payload + "'::bytea)");
        }
    }

    static List<Long> ids(List<ClaimedJob> jobs) {
        return jobs.stream().map(ClaimedJob::id).toList();
    }

    /** That a time, or a length of one, is what it should be, but for two looks at the clock. */
    static void assertClose(Duration expected, Duration actual, String what) {
        Assertions.assertTrue(
                expected.minus(actual).abs().compareTo(TOLERANCE) <= 0,
                what + " must be " + expected + ", to " + TOLERANCE.toMillis() + " ms: " + actual);
    }
}
