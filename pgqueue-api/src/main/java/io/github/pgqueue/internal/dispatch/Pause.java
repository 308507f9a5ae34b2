package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.internal.threads.Backoff;
import io.github.pgqueue.internal.threads.Deadline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How long a subscription leaves the store alone: longer and longer as long as it fails, and for a moment after a handler
 * could not be called. Tells of it once, and once that it goes on. Thread-safe.
 */
final class Pause {

    private static final Logger LOG = System.getLogger(Pause.class.getName());

    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** While closing, time is short and a server that comes back must be told at once. */
    private static final Duration CLOSING = Duration.ofMillis(50);

    /** After a handler could not be called, so that its job does not go round in circles. */
    private static final Duration NOT_STARTED = Duration.ofMillis(500);

    private final String queueName;
    private final Backoff backoff = new Backoff(FIRST, LONGEST);

    /** Why a handler could not be called, until a turn has seen it. */
    private final AtomicReference<@Nullable Throwable> notStarted = new AtomicReference<>();

    private volatile Deadline until = Deadline.in(Duration.ZERO);

    Pause(String queueName) {
        this.queueName = queueName;
    }

    boolean isOver() {
        return until.isOver();
    }

    Duration left() {
        return until.left();
    }

    /** Ends it: someone has seen the store alive. */
    void end() {
        until = Deadline.in(Duration.ZERO);
    }

    /** A handler could not be called. */
    void notStarted(Throwable failure) {
        notStarted.set(failure);
    }

    /**
     * Begins one if a handler could not be called since the last time.
     *
     * @param open whether more jobs are to be claimed at all
     */
    void beginIfNotStarted(boolean open) {
        Throwable failure = notStarted.getAndSet(null);
        if (failure != null && open) {
            LOG.log(
                    Level.WARNING,
                    "queue " + queueName + ": a handler could not be called; its job is given back",
                    failure);
            until = Deadline.in(NOT_STARTED);
        }
    }

    /**
     * The store has failed.
     *
     * @param open whether more jobs are to be claimed at all
     * @return how long it is left alone
     */
    synchronized Duration failed(Throwable failure, boolean open) {
        if (backoff.isFresh()) {
            LOG.log(Level.WARNING, "queue " + queueName + ": failed, and will be tried again", failure);
        }
        Duration pause = backoff.next();
        until = Deadline.in(open ? pause : CLOSING);
        return until.left();
    }

    /** The store has answered. */
    synchronized void recovered() {
        if (!backoff.isFresh()) {
            backoff.reset();
            LOG.log(Level.INFO, "queue {0}: goes on", queueName);
        }
    }
}
