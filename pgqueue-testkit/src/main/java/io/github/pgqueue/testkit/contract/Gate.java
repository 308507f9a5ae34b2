package io.github.pgqueue.testkit.contract;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** Holds handlers until the test opens it, and tells the test that they are there. Thread-safe. */
final class Gate implements AutoCloseable {

    private final Duration patience;
    private final CountDownLatch open = new CountDownLatch(1);
    private final Semaphore arrivals = new Semaphore(0);

    Gate(Duration patience) {
        this.patience = patience;
    }

    /** Says that somebody is here and waits; an interrupt ends it. */
    void pass() throws InterruptedException {
        arrivals.release();
        open.await();
    }

    /** The same, deaf to interrupts. */
    void passDeaf() {
        arrivals.release();
        boolean interrupted = false;
        while (open.getCount() > 0) {
            try {
                open.await();
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void open() {
        open.countDown();
    }

    /** So many more must have come. */
    void awaitArrivals(int count, String what) {
        if (!arrived(count, patience)) {
            Assertions.fail("not within " + patience.toMillis() + " ms: " + what);
        }
    }

    /** Waits a moment for one that must not come. */
    void assertNoArrival(Duration moment, String what) {
        Assertions.assertFalse(arrived(1, moment), what);
    }

    private boolean arrived(int count, Duration limit) {
        try {
            return arrivals.tryAcquire(count, limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Assertions.fail("interrupted while waiting", interrupted);
        }
    }

    /** Lets everybody go. */
    @Override
    public void close() {
        open();
    }
}
