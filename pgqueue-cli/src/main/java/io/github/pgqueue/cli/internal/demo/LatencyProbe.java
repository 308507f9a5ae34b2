package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.Job;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.Subscription;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** From the call of {@code push} to the start of the handler, when nobody else is at work. */
final class LatencyProbe {

    private static final int PUSHES = 400;
    /** A machine that is busy with other things gets fewer pushes, not a longer demo. */
    private static final int LEAST_PUSHES = 100;

    private static final Duration TIME = Duration.ofSeconds(6);
    private static final int WARM_UP = 50;
    private static final String QUEUE = "latency";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** The worker is idle again well before; uneven, so as not to march in step with anything. */
    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(4).toNanos();

    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(8).toNanos();

    private final PgQueue queue;
    private final PgQueues workers;
    private final Tally tally;
    private final Semaphore handled = new Semaphore(0);
    private volatile long started;

    LatencyProbe(PgQueues pushers, PgQueues workers, Tally tally) {
        this.queue = pushers.queue(QUEUE);
        this.workers = workers;
        this.tally = tally;
    }

    /** Nanoseconds; the first pushes do not count, since the JVM compiles while they run. */
    Histogram run(Progress progress) throws InterruptedException, TimeoutException {
        Histogram times = new Histogram(3);
        Subscription worker = workers.queue(QUEUE).subscribe(this::handle);
        try (worker) {
            Waiting.until("the worker listens", LIMIT, () -> workers.listenerState() == ListenerState.PROVEN);
            for (int i = 0; i < WARM_UP; i++) {
                pushOne();
            }
            long start = System.nanoTime();
            while (times.getTotalCount() < LEAST_PUSHES
                    || times.getTotalCount() < PUSHES && System.nanoTime() - start < TIME.toNanos()) {
                times.recordValue(pushOne());
                progress.show(() -> "  latency: push " + times.getTotalCount() + " of " + PUSHES);
            }
        }
        return times;
    }

    private void handle(Job job) {
        started = System.nanoTime();
        tally.addDone();
        handled.release();
    }

    private long pushOne() throws InterruptedException, TimeoutException {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS));
        long called = System.nanoTime();
        queue.push("ping");
        tally.addPushed(1);
        if (!handled.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("a job on an idle queue was not begun within " + LIMIT.toSeconds() + " s");
        }
        return started - called;
    }
}
