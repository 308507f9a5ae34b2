package io.github.pgqueue.benchmarks.pickup;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Pauses of random length, so that what comes between them does not keep step with anything that ticks. Immutable.
 *
 * @param mean of their lengths; none is longer than half as much again
 */
record Pauses(Duration mean) {

    /** One of them. */
    void pause() {
        long nanos = mean.toNanos();
        LockSupport.parkNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos + 1));
    }
}
