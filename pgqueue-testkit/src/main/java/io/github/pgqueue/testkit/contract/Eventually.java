package io.github.pgqueue.testkit.contract;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Waits for what gives no sign when it happens, such as the server's own book-keeping. */
final class Eventually {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Eventually() {}

    static void isTrue(Duration limit, String what, BooleanSupplier condition) {
        Assertions.assertTrue(isTrue(limit, condition), () -> "not within " + limit.toMillis() + " ms: " + what);
    }

    /** Whether it comes true in time. */
    static boolean isTrue(Duration limit, BooleanSupplier condition) {
        long start = System.nanoTime();
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() - start < limit.toNanos()) {
            pause();
            met = condition.getAsBoolean();
        }
        return met;
    }

    private static void pause() {
        try {
            NEVER.await(10, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            Assertions.fail("interrupted while waiting", interrupted);
        }
    }
}
