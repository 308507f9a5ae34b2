package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ExchangeResult;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the topics about delivery share: {@link PgQueues} over the backend under test. Extend
 * {@link BackendContract} or a topic, not this.
 *
 * <p>Polls are hours apart, so that whatever is found by a poll alone is not found at all.
 */
public abstract class DeliveryContract extends Contract {

    static final String QUEUE = "mail";

    private static final Duration HOURS = Duration.ofHours(12);

    private StoreProbe probe;

    /** For the topics. */
    DeliveryContract() {}

    @BeforeEach
    final void openProbe() {
        probe = new StoreProbe(backend().store());
        try (PgQueues queues = PgQueues.create(config().build())) {
            queues.bootstrap();
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

    final Gate gate() {
        return closing(new Gate(patience()));
    }

    final void await(String what, BooleanSupplier condition) {
        probe.await(patience(), what, condition);
    }

    final JobInfo awaitState(PgQueue queue, long id, JobState state) {
        await("job " + id + " is " + state, () -> info(queue, id).state() == state);
        return info(queue, id);
    }

    final void awaitListening(PgQueues queues) {
        backend().listener();
        await("listening", () -> queues.listenerState() == ListenerState.LISTENING);
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

    /** Waits a moment for what must not come. */
    static void assertNothing(BlockingQueue<?> queue, String what) {
        try {
            Assertions.assertNull(queue.poll(A_MOMENT.toNanos(), TimeUnit.NANOSECONDS), what);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            Assertions.fail("interrupted while waiting", interrupted);
        }
    }

    static boolean hasClaimed(ExchangeResult result) {
        return !result.claimed().isEmpty();
    }
}
