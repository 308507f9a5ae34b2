package io.github.pgqueue.internal.threads;

import java.time.Duration;

/**
 * How soon something may be done again that is to be done once in an interval, taken over a longer time: who has
 * not done it for a while may do it a few times at once. Not thread-safe.
 */
public final class Pace {

    private final long interval;
    private final long credit;
    private long paidUntil = System.nanoTime();

    public Pace(Duration interval, int more) {
        this.interval = interval.toNanos();
        this.credit = this.interval * more;
    }

    /** It is done once more: the time until it may be done again. */
    public Duration next() {
        long now = System.nanoTime();
        paidUntil = now + Math.max(0, paidUntil - now) + interval;
        return Duration.ofNanos(Math.max(0, paidUntil - now - credit));
    }
}
