package io.github.pgqueue.benchmarks.shared;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what nobody announces. */
public final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Waiting() {}

    /** Until rings arrive; a first job that is found by polling would say nothing. */
    public static void untilListening(PgQueues queues) {
        until("the listener is connected", () -> queues.listenerState() == ListenerState.PROVEN);
    }

    /**
     * Looks every few milliseconds, for a minute at most.
     *
     * @param what is awaited, in words
     * @param condition whether it is there
     */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("Not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
