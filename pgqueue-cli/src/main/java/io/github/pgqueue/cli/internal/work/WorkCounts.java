package io.github.pgqueue.cli.internal.work;

import java.util.concurrent.atomic.AtomicLong;

/** How many jobs were begun here, and how they went. Thread-safe. */
final class WorkCounts {

    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    void begin() {
        begun.incrementAndGet();
    }

    void done() {
        successes.incrementAndGet();
    }

    void failed() {
        failures.incrementAndGet();
    }

    void end() {
        ended.incrementAndGet();
    }

    long begun() {
        return begun.get();
    }

    long running() {
        // In this order: what begins in between counts as running, never as less than none.
        long over = ended.get();
        return begun.get() - over;
    }

    long successes() {
        return successes.get();
    }

    long failures() {
        return failures.get();
    }
}
