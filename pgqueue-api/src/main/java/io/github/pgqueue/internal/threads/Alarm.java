package io.github.pgqueue.internal.threads;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A clock that rings once, at the time that was set last. Thread-safe. */
public final class Alarm {

    private final ScheduledExecutorService clock;
    private final Runnable action;
    private @Nullable Future<?> pending;
    private Deadline at = Deadline.in(Duration.ZERO);
    private long settings;

    Alarm(ScheduledExecutorService clock, Runnable action) {
        this.clock = clock;
        this.action = action;
    }

    /** Rings after the delay, and no more at the time that was set before. */
    public synchronized void set(Duration delay) {
        cancel();
        long setting = settings;
        at = Deadline.in(delay);
        try {
            pending = clock.schedule(() -> ring(setting), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // The node has ended, and nobody waits for this any more.
            pending = null;
        }
    }

    /** Rings after the delay, unless it is set to ring earlier. */
    public synchronized void setNoLaterThan(Duration delay) {
        if (pending == null || at.left().compareTo(delay) > 0) {
            set(delay);
        }
    }

    /** Does not ring any more, unless it is set again. */
    public synchronized void cancel() {
        settings++;
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }

    private void ring(long setting) {
        synchronized (this) {
            if (setting != settings) {
                return;
            }
            // Before the action, which may lead to its being set again: by then this is over.
            pending = null;
        }
        action.run();
    }
}
