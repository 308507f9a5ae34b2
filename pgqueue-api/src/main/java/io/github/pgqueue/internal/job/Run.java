package io.github.pgqueue.internal.job;

import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Settlement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One claimed job on its way through a worker. Thread-safe.
 *
 * <pre>
 *   WAITING ──a worker takes it──▶ RUNNING ──handler ended──▶ SETTLED
 *      │                              │                          ▲
 *      └──given back unstarted────────┴──given up at close───────┘
 * </pre>
 */
public final class Run implements Runnable {

    private enum State {
        WAITING,
        RUNNING,
        SETTLED
    }

    private static final Logger LOG = System.getLogger(Run.class.getName());

    /** A handler that still runs so long after its interrupt does not hear it. */
    private static final Duration DEAF_AFTER = Duration.ofSeconds(10);

    private final ClaimedJob job;
    private final HandledJob seen;
    private final Workshop workshop;
    private final Book book;
    private State state = State.WAITING;
    /** Volatile: it is also read under the ledger's lock, from where this one must not be taken. */
    private volatile @Nullable Thread thread;

    private final Set<Stop> stops = EnumSet.noneOf(Stop.class);
    private @Nullable Alarm limit;
    private long begun;

    public Run(ClaimedJob job, Workshop workshop, Book book) {
        this.job = job;
        this.seen = new HandledJob(job);
        this.workshop = workshop;
        this.book = book;
    }

    public Fence fence() {
        return job.fence();
    }

    /** The number of the lease that it was claimed under. */
    public long epoch() {
        return workshop.epoch();
    }

    /** As {@link System#nanoTime()} says. */
    long claimedAt() {
        return workshop.claimedAt();
    }

    @Override
    public void run() {
        // Without the lock: the verdict asks what the user wrote, which may take its time.
        Optional<Settlement> verdict = workshop.verdicts().beforeStart(job);
        if (!begin(verdict)) {
            return;
        }
        boolean written = false;
        Throwable failure = null;
        try {
            written = workshop.work().perform(job, seen);
        } catch (Throwable thrown) {
            // An Error too: one job's trouble must not end the subscription.
            failure = thrown;
        }
        end(failure, written);
    }

    private synchronized boolean begin(Optional<Settlement> verdict) {
        if (state != State.WAITING) {
            return false;
        }
        if (!workshop.mayStart().getAsBoolean()) {
            giveBack();
            return false;
        }
        if (verdict.isPresent()) {
            settle(verdict.get());
            return false;
        }
        state = State.RUNNING;
        begun = System.nanoTime();
        thread = Thread.currentThread();
        workshop.verdicts().timeLimit(job).ifPresent(this::limit);
        return true;
    }

    private void limit(Duration time) {
        Alarm alarm = workshop.alarm(this::limitIsOver);
        alarm.set(time);
        limit = alarm;
    }

    private synchronized void limitIsOver() {
        Alarm alarm = limit;
        if (state != State.RUNNING || thread == null || alarm == null) {
            // The handler has ended at this very moment.
            return;
        }
        if (stops.contains(Stop.TIME_LIMIT)) {
            LOG.log(Level.WARNING, "{0}: its time limit is over, and its handler does not heed the interrupt", job);
        } else {
            stop(Stop.TIME_LIMIT);
            alarm.set(DEAF_AFTER);
        }
    }

    private void end(@Nullable Throwable failure, boolean written) {
        handlerHasEnded();
        // Without the lock: the verdict asks what the user wrote, which may take its time.
        if (failure instanceof NotStartedException) {
            workshop.onNotStarted().accept(failure);
            settled(Settlement.release(job.fence()), false);
        } else if (written) {
            settled(Settlement.success(job.fence()), true);
        } else {
            settled(workshop.verdicts().after(job, seen, failure), false);
        }
    }

    private synchronized void handlerHasEnded() {
        thread = null;
        if (limit != null) {
            limit.cancel();
        }
        // Ours or the handler's own, it was meant for this job and must not reach the thread's next one.
        Thread.interrupted();
    }

    /** Gives the job back if no worker has taken it yet. */
    public synchronized void giveBack() {
        if (state == State.WAITING) {
            settle(Settlement.release(job.fence()));
        }
    }

    /**
     * Asks the handler to end, by the means that Java has. Once for each reason: a handler that puts things in
     * order before it ends is not to be interrupted in that again and again.
     */
    public synchronized void stop(Stop reason) {
        Thread worker = thread;
        if (state == State.RUNNING && worker != null && worker != Thread.currentThread() && stops.add(reason)) {
            seen.stop(reason);
            worker.interrupt();
        }
    }

    /** Hands the job back although its handler still runs: it is to be run again. */
    public synchronized void giveUp() {
        if (state == State.RUNNING) {
            Failure failure = Failure.of(InterruptedException.class.getName(), Stop.CLOSE.reason());
            settle(Settlement.retry(job.fence(), failure, Duration.ZERO));
        }
        giveBack();
    }

    public boolean isOnThisThread() {
        return thread == Thread.currentThread();
    }

    private void settle(Settlement settlement) {
        settled(settlement, false);
    }

    private synchronized void settled(Settlement settlement, boolean written) {
        if (state != State.SETTLED) {
            Duration ran = state == State.RUNNING ? Duration.ofNanos(System.nanoTime() - begun) : Duration.ZERO;
            state = State.SETTLED;
            book.settle(this, new End(settlement, ran, workshop.epoch()), written);
        }
    }
}
