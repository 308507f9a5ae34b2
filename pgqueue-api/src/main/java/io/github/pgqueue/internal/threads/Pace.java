package io.github.pgqueue.internal.threads;

import java.time.Duration;

/**
 * How soon something may be done again that is to rest after it was done, taken over a longer time: who has not done it
 * for a while may do it a few times at once (a "token bucket", Turner, "New directions in communications", IEEE
 * Communications Magazine 1986). Not thread-safe.
 */
public final class Pace {

    private final long credit;
    private long paidUntil = System.nanoTime();

    /**
     * Nothing was done yet.
     *
     * @param credit so much of the rests that are due may be left out for now
     */
    public Pace(Duration credit) {
        this.credit = credit.toNanos();
    }

    /**
     * It is done once more.
     *
     * @param rest how long it is to rest for that
     * @return the time until it may be done again
     */
    public Duration next(Duration rest) {
        long now = System.nanoTime();
        paidUntil = now + Math.max(0, paidUntil - now) + rest.toNanos();
        return Duration.ofNanos(Math.max(0, paidUntil - now - credit));
    }
}
