package io.github.pgqueue.benchmarks.runner;

import java.time.Duration;

/** How long rounds take, which tells whether there is time for another one. Not thread-safe. */
final class RoundTimes {

    private final Duration limit;
    private final long start = System.nanoTime();
    private int rounds;

    /**
     * Begins now.
     *
     * @param limit for all of them
     */
    RoundTimes(Duration limit) {
        this.limit = limit;
    }

    /** One is over. */
    void ended() {
        rounds++;
    }

    /** For the first one in any case, else if it would not last beyond the limit. */
    boolean hasTimeForAnother() {
        long taken = System.nanoTime() - start;
        return rounds == 0 || taken + taken / rounds < limit.toNanos();
    }
}
