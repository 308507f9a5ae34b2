package io.github.pgqueue.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses with jitter: each is drawn evenly from the upper half of a bound that doubles up to a
 * limit ("equal jitter", as M. Brooker compares it in "Exponential Backoff And Jitter", 2015). Not
 * thread-safe.
 */
final class Backoff {

    private final Duration first;
    private final Duration limit;
    private int failures;

    Backoff(Duration first, Duration limit) {
        this.first = first;
        this.limit = limit;
    }

    Duration next() {
        long bound = Math.min(limit.toNanos(), first.toNanos() << Math.min(failures, 20));
        failures++;
        return Duration.ofNanos(bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2 + 1));
    }

    boolean isFresh() {
        return failures == 0;
    }

    void reset() {
        failures = 0;
    }
}
