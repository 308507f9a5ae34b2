package io.github.pgqueue.checks.wrong.jdbc.internal.claim;

/** Cannot be woken. */
public final class Sleeps {

    void waitForWork() throws InterruptedException {
        Thread.sleep(100);
    }
}
