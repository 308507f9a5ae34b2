package io.github.pgqueue.cli.internal.work;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Works on one queue until it is told to stop, or nothing is left to do. Thread-safe. */
final class Work implements AutoCloseable {

    private static final long QUIET_MILLIS = 50;
    /** For the last events to be told: little, since whoever stops this counts on the time. */
    private static final Duration LAST_EVENTS = Duration.ofMillis(100);

    private final PgQueues queues;
    private final PgQueue queue;
    private final SubscribeOptions options;
    private final WorkHandler handler;
    private final WorkLog log;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<@Nullable OutputLostException> lost = new AtomicReference<>();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    Work(PgQueues queues, String queueName, SubscribeOptions options, WorkHandler handler, WorkLog log) {
        this.queues = queues;
        this.queue = queues.queue(queueName);
        this.options = options;
        this.handler = handler;
        this.log = log;
    }

    void untilStopped() throws InterruptedException, OutputLostException {
        subscribe();
        stop.await();
        checkOutput();
    }

    /** Works until no job of the queue is due any more, and none is under way here. */
    void drain() throws InterruptedException, OutputLostException {
        do {
            subscribe();
            awaitQuiet();
            unsubscribe();
            // What was claimed but not begun has gone back in the meantime.
        } while (stop.getCount() > 0 && isDue());
        checkOutput();
    }

    /** Quiet is: twice in a row none under way, none due, and none begun in between. */
    private void awaitQuiet() throws InterruptedException {
        long seen = -1;
        while (!stop.await(QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
            long begun = log.counts().begun();
            boolean quiet = log.counts().running() == 0 && !isDue();
            if (quiet && begun == seen) {
                return;
            }
            seen = quiet ? begun : -1;
        }
    }

    /** What is due in a queue that is paused may be so for long. */
    private boolean isDue() {
        return queues.stats().stream().anyMatch(this::isDue) && !queues.paused().contains(queue.name());
    }

    private boolean isDue(QueueStats some) {
        return some.queueName().equals(queue.name())
                && some.state() == JobState.NEW
                && some.oldestDue().isPresent();
    }

    private void handle(Job job) throws Exception {
        log.counts().begin();
        try {
            handler.handle(job);
            log.counts().done();
        } catch (OutputLostException closed) {
            lost.compareAndSet(null, closed);
            stop.countDown();
            // Neither done nor failed: closing interrupts this, and the job goes back.
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception | Error failure) {
            log.failed(job, failure);
            throw failure;
        } finally {
            log.counts().end();
        }
    }

    private synchronized void subscribe() {
        if (stop.getCount() > 0) {
            subscription.set(queue.subscribe(options, this::handle));
        }
    }

    private void unsubscribe() {
        Subscription current = subscription.get();
        if (current == null) {
            return;
        }
        if (lost.get() != null) {
            current.close(Duration.ZERO);
        } else {
            current.close();
        }
    }

    private void checkOutput() throws OutputLostException {
        OutputLostException closed = lost.get();
        if (closed != null) {
            throw closed;
        }
    }

    /**
     * Ends the work, from any thread, and the queues with it, so that all of it takes no longer than the time to
     * close and a second. Each call returns when all is over: the process must not end before.
     */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                end();
            } finally {
                closed.countDown();
            }
        }
        try {
            closed.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        synchronized (this) {
            stop.countDown();
        }
        long running = log.counts().running();
        if (lost.get() != null) {
            unsubscribe();
        } else if (running > 0) {
            log.stopping(running);
        }
        queues.close();
        handler.kill();
        log.awaitEnds(LAST_EVENTS);
        log.summary();
    }
}
