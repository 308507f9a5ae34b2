package io.github.pgqueue.cli.internal.demo;

import java.util.concurrent.atomic.LongAdder;

/** What was pushed, done and failed, as pushers and handlers counted it. Thread-safe. */
final class Tally {

    private final LongAdder pushed = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void addPushed(int jobs) {
        pushed.add(jobs);
    }

    void addDone() {
        done.increment();
    }

    void addFailed() {
        failed.increment();
    }

    long pushed() {
        return pushed.sum();
    }

    long done() {
        return done.sum();
    }

    long failures() {
        return failed.sum();
    }
}
