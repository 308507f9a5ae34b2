package io.github.pgqueue.internal.threads;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses with jitter: each is drawn evenly from the upper half of a bound that doubles up to a
 * limit ("equal jitter", as M. Brooker compares it in "Exponential Backoff And Jitter", 2015). Not
 * thread-safe.
 */
public final class Backoff {

    private final Duration first;
    private final Duration limit;
    private int failures;

    public Backoff(Duration first, Duration limit) {
        this.first = first;
        this.limit = limit;
    }

    public Duration next() {
        long bound = Math.min(limit.toNanos(), first.toNanos() << Math.min(failures, 20));
        failures++;
        return Duration.ofNanos(bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2 + 1));
    }

    public boolean isFresh() {
        return failures == 0;
    }

    public void reset() {
        failures = 0;
    }
}
