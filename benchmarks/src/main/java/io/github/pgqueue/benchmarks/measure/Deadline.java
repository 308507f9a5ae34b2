package io.github.pgqueue.benchmarks.measure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The end of our patience. */
final class Deadline {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long start = System.nanoTime();
    private final long nanos;

    private Deadline(Duration patience) {
        nanos = patience.toNanos();
    }

    static Deadline in(Duration patience) {
        return new Deadline(patience);
    }

    boolean isOver() {
        return System.nanoTime() - start > nanos;
    }

    /** Looks every millisecond; tells whether it came true in time. */
    boolean await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (isOver()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Seconds since it was made. */
    double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }
}
