package io.github.pgqueue.cli.internal;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobHandler;
import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.cli.internal.shared.PlainText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Works on one queue until it is told to stop, or nothing is left to do. Thread-safe. */
final class Work implements AutoCloseable {

    private static final long QUIET_MILLIS = 50;

    private final PgQueue queue;
    private final SubscribeOptions options;
    private final JobHandler handler;
    private final PrintWriter err;
    private final WorkCounts counts = new WorkCounts();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<@Nullable OutputLostException> lost = new AtomicReference<>();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();

    Work(PgQueue queue, SubscribeOptions options, JobHandler handler, PrintWriter err) {
        this.queue = queue;
        this.options = options;
        this.handler = handler;
        this.err = err;
    }

    void untilStopped() throws InterruptedException, OutputLostException {
        subscribe();
        stop.await();
        checkOutput();
    }

    /** Works until no job of the queue is due any more, and none is under way here. */
    void drain(Supplier<List<QueueStats>> stats) throws InterruptedException, OutputLostException {
        do {
            subscribe();
            awaitQuiet(stats);
            unsubscribe();
            // What was claimed but not begun has gone back in the meantime.
        } while (stop.getCount() > 0 && isDue(stats.get()));
        checkOutput();
    }

    /** Quiet is: twice in a row none under way, none due, and none begun in between. */
    private void awaitQuiet(Supplier<List<QueueStats>> stats) throws InterruptedException {
        long seen = -1;
        while (!stop.await(QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
            long begun = counts.begun();
            boolean quiet = counts.running() == 0 && !isDue(stats.get());
            if (quiet && begun == seen) {
                return;
            }
            seen = quiet ? begun : -1;
        }
    }

    private boolean isDue(List<QueueStats> stats) {
        return stats.stream()
                .anyMatch(some -> some.queueName().equals(queue.name())
                        && some.state() == JobState.NEW
                        && some.oldestDue().isPresent());
    }

    private void handle(Job job) throws Exception {
        counts.begin();
        try {
            handler.handle(job);
            counts.done();
        } catch (OutputLostException closed) {
            lost.compareAndSet(null, closed);
            stop.countDown();
            // Neither done nor failed: closing interrupts this, and the job goes back.
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception | Error failure) {
            counts.failed();
            err.println("job " + job.id() + " failed: " + PlainText.oneLine(Errors.describe(failure)));
            throw failure;
        } finally {
            counts.end();
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

    long failed() {
        return counts.failures();
    }

    /**
     * Ends the work, from any thread; jobs under way get the time that the config gives them. Each call
     * returns when all is over; only the first one talks.
     */
    @Override
    public void close() {
        boolean first = closing.compareAndSet(false, true);
        synchronized (this) {
            stop.countDown();
        }
        long running = counts.running();
        if (first && running > 0 && lost.get() == null) {
            err.println("stopping; waiting for " + running + (running == 1 ? " job" : " jobs") + " under way");
        }
        unsubscribe();
        if (first) {
            err.println("done " + counts.successes() + ", failed " + counts.failures());
        }
    }
}
