package io.github.pgqueue.checks.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits, but not for ever. */
public final class Patience {

    /** How long is long enough, on a machine that is busy. */
    public static final long SECONDS = 60;

    private Patience() {}

    /** Returns once it is so; fails if it never is. */
    public static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
