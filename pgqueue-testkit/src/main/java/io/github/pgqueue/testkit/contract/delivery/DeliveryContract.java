package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.testkit.contract.topic.BesideOthers;
import io.github.pgqueue.testkit.contract.topic.Contract;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the topics about delivery share: {@link PgQueues} over the backend under test. Extend
 * {@link io.github.pgqueue.testkit.contract.BackendContract} or a topic, not this.
 *
 * <p>Polls are hours apart, so that whatever is found by a poll alone is not found at all.
 */
@BesideOthers
public abstract class DeliveryContract extends Contract {

    static final String QUEUE = "mail";

    private static final Duration HOURS = Duration.ofHours(12);

    private StoreProbe probe;

    /** For the topics. */
    DeliveryContract() {}

    @BeforeEach
    final void openProbe() {
        probe = new StoreProbe(backend().store());
        if (!isPrepared()) {
            try (PgQueues queues = PgQueues.create(config().maxConnections(1).build())) {
                queues.bootstrap();
            }
        }
    }

    /** Sees the exchanges of all that were opened by {@link #open}. */
    final StoreProbe probe() {
        return probe;
    }

    /** Settings that a test may change further. */
    final PgQueuesConfig.Builder config() {
        return backend()
                .config()
                .store(probe)
                .pollInterval(HOURS)
                .backstopInterval(HOURS)
                .closeTimeout(Duration.ofSeconds(1));
    }

    /** Queues as one process has them. */
    final PgQueues open() {
        return open(config());
    }

    final PgQueues open(PgQueuesConfig.Builder config) {
        PgQueues queues = PgQueues.create(config.build());
        closing(() -> within(patience().plusSeconds(10), "PgQueues.close", queues::close));
        return queues;
    }

    /** A process with a probe of its own. */
    final Member member(PgQueuesConfig.Builder config) {
        StoreProbe own = new StoreProbe(backend().store());
        return new Member(open(config.store(own)), own);
    }

    final Gate gate() {
        return closing(new Gate(patience()));
    }

    final void await(String what, BooleanSupplier condition) {
        await(Duration.ZERO, what, condition);
    }

    /** For what is to happen after a time, such as a lease. */
    final void await(Duration after, String what, BooleanSupplier condition) {
        probe.await(after.plus(patience()), what, condition);
    }

    /** One worker; what fails has failed for good. */
    static SubscribeOptions once() {
        return SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.none());
    }

    final JobInfo awaitState(PgQueue queue, long id, JobState state) {
        return awaitState(Duration.ZERO, queue, id, state);
    }

    final JobInfo awaitState(Duration after, PgQueue queue, long id, JobState state) {
        await(after, "job " + id + " is " + state, () -> info(queue, id).state() == state);
        return info(queue, id);
    }

    /** Until it is rung: a listener that is not proven would poll. */
    final void awaitListening(PgQueues queues) {
        backend().listener();
        await("listening, and proven", () -> queues.listenerState() == ListenerState.PROVEN);
    }

    /** As a client that knows nothing of pgqueue; {@code %s} is the table. */
    final void sql(String statement) throws SQLException {
        String table = backend().config().build().table().quoted();
        try (Connection connection = backend().connect();
                Statement sql = connection.createStatement()) {
            sql.execute(String.format(statement, table));
        }
    }

    static JobInfo info(PgQueue queue, long id) {
        return queue.find(id).orElseThrow(() -> new AssertionError("job " + id + " is not found"));
    }

    /** What a handler has put there, which must come in time. */
    final <T> T next(BlockingQueue<T> queue, String what) {
        return next(queue, what, patience());
    }

    static <T> T next(BlockingQueue<T> queue, String what, Duration limit) {
        try {
            T one = queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            return one == null ? Assertions.fail("not within " + limit.toMillis() + " ms: " + what) : one;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Assertions.fail("interrupted while waiting", interrupted);
        }
    }

    /** What an observer has put there: the next event of a kind, passing over all others. */
    final <E extends QueueEvent> E nextOf(Class<E> kind, BlockingQueue<QueueEvent> events) {
        return nextOf(kind, events, Duration.ZERO);
    }

    final <E extends QueueEvent> E nextOf(Class<E> kind, BlockingQueue<QueueEvent> events, Duration after) {
        while (true) {
            QueueEvent event = next(events, "an event " + kind.getSimpleName(), after.plus(patience()));
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /** Waits a moment for what must not come. */
    static void assertNothing(BlockingQueue<?> queue, String what) {
        Assertions.assertNull(soon(queue).orElse(null), what);
    }

    /** What comes within the moment in which nothing is to come. */
    static <T> Optional<T> soon(BlockingQueue<T> queue) {
        try {
            return Optional.ofNullable(queue.poll(A_MOMENT.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Assertions.fail("interrupted while waiting", interrupted);
        }
    }

    /** By the store's clock, so that only what it rounds is allowed for. */
    static void assertAbout(Duration expected, Duration found, String what) {
        Assertions.assertTrue(
                found.minus(expected).abs().compareTo(Duration.ofSeconds(1)) < 0,
                what + " must be " + expected + ", but is " + found);
    }

    static boolean hasClaimed(ExchangeResult result) {
        return !result.claimed().isEmpty();
    }
}
