package io.github.pgqueue.chaos.control;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting that an interrupt ends. */
final class Waits {

    private static final Duration LOOK = Duration.ofMillis(50);

    private Waits() {}

    static void until(Instant time) throws InterruptedException {
        pause(Duration.between(Instant.now(), time));
    }

    static void pause(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** For what nobody announces; tells whether it came about in time. */
    static boolean until(Duration limit, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            pause(LOOK);
        }
        return true;
    }
}
