package io.github.pgqueue.chaos.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A handler that waits in a job, so that what a node sends when a job ends is sent at a chosen time. Thread-safe. */
public final class HeldHandler {

    /** The payload of a job that is held. */
    public static final String HELD = "held";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    /** Holds nobody yet. */
    public HeldHandler() {}

    /**
     * For the node's handler: waits if it is a job to be held.
     *
     * @param payload the job's
     * @throws InterruptedException if the job is interrupted
     */
    public void handle(String payload) throws InterruptedException {
        if (payload.equals(HELD)) {
            begun.countDown();
            free.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void awaitBegin() throws InterruptedException {
        if (!begun.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("the job that is to be held does not begin within " + PATIENCE);
        }
    }

    void letGo() {
        free.countDown();
    }
}
