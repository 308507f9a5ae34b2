package io.github.pgqueue.internal;

import io.github.pgqueue.JobHandler;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
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
final class Run implements Runnable {

    private enum State {
        WAITING,
        RUNNING,
        SETTLED
    }

    private final ClaimedJob job;
    private final JobHandler handler;
    private final Ledger ledger;
    private State state = State.WAITING;
    /** Volatile: it is also read under the ledger's lock, from where this one must not be taken. */
    private volatile @Nullable Thread thread;

    private boolean interrupted;

    Run(ClaimedJob job, JobHandler handler, Ledger ledger) {
        this.job = job;
        this.handler = handler;
        this.ledger = ledger;
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        Throwable failure = null;
        try {
            handler.handle(job);
        } catch (Throwable thrown) {
            // An Error too: one job's trouble must not end the subscription.
            failure = thrown;
        }
        end(failure);
    }

    private synchronized boolean begin() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.RUNNING;
        thread = Thread.currentThread();
        return true;
    }

    private synchronized void end(@Nullable Throwable failure) {
        thread = null;
        // Ours or the handler's own, it was meant for this job and must not reach the thread's next one.
        Thread.interrupted();
        if (failure == null) {
            settle(Settlement.success(job.fence()));
        } else if (interrupted) {
            settle(Settlement.retry(job.fence(), Failures.describe(failure), Duration.ZERO));
        } else {
            settle(Settlement.error(job.fence(), Failures.describe(failure)));
        }
    }

    /** Gives the job back if no worker has taken it yet. */
    synchronized void giveBack() {
        if (state == State.WAITING) {
            settle(Settlement.release(job.fence()));
        }
    }

    /** Asks the handler to end, by the one means that Java has. */
    synchronized void interrupt() {
        Thread worker = thread;
        if (state == State.RUNNING && worker != null && worker != Thread.currentThread()) {
            interrupted = true;
            worker.interrupt();
        }
    }

    /** Hands the job back although its handler still runs: it is to be run again. */
    synchronized void giveUp() {
        if (state == State.RUNNING) {
            settle(Settlement.retry(job.fence(), "closed while its handler was running", Duration.ZERO));
        }
        giveBack();
    }

    boolean isOnThisThread() {
        return thread == Thread.currentThread();
    }

    private void settle(Settlement settlement) {
        if (state != State.SETTLED) {
            state = State.SETTLED;
            ledger.settle(this, settlement);
        }
    }
}
