package io.github.pgqueue.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A clock that rings once, at the time that was set last. Thread-safe. */
final class Alarm {

    private final ScheduledExecutorService clock;
    private final Runnable action;
    private @Nullable Future<?> pending;
    private Deadline at = Deadline.in(Duration.ZERO);

    Alarm(ScheduledExecutorService clock, Runnable action) {
        this.clock = clock;
        this.action = action;
    }

    /** Rings after the delay, and no more at the time that was set before. */
    synchronized void set(Duration delay) {
        if (pending != null) {
            pending.cancel(false);
        }
        at = Deadline.in(delay);
        try {
            pending = clock.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // The node has ended, and nobody waits for this any more.
            pending = null;
        }
    }

    /** Rings after the delay, unless it is set to ring earlier. */
    synchronized void setNoLaterThan(Duration delay) {
        boolean earlier = pending != null && !pending.isDone() && at.left().compareTo(delay) <= 0;
        if (!earlier) {
            set(delay);
        }
    }
}
