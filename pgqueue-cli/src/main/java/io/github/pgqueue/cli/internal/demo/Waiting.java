package io.github.pgqueue.cli.internal.demo;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come, though not for ever. */
final class Waiting {

    static final Duration LOOK_INTERVAL = Duration.ofMillis(5);

    private Waiting() {}

    static void until(String what, Duration limit, BooleanSupplier isSo) throws TimeoutException {
        until(what, limit, isSo, LOOK_INTERVAL, () -> {});
    }

    /** The same, with something to do at each look. */
    static void until(String what, Duration limit, BooleanSupplier isSo, Duration interval, Runnable each)
            throws TimeoutException {
        long start = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new TimeoutException("waited for " + limit.toSeconds() + " s, in vain, until " + what);
            }
            each.run();
            LockSupport.parkNanos(interval.toNanos());
        }
    }
}
