package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Entrant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Jobs that wait, always about as many, though workers do them. Thread-safe. */
final class Backlog {

    private static final int MOST_AT_ONCE = 1000;
    private static final long PAUSE_NANOS = 1_000_000;

    private final Entrant entrant;
    private final int size;
    private final AtomicLong pushed = new AtomicLong();
    private final LongAdder handled = new LongAdder();

    /** Of so many, when it is full. */
    Backlog(Entrant entrant, int size) {
        this.entrant = entrant;
        this.size = size;
    }

    /** Adds some, where there are too few; else waits for a moment. */
    void refill() throws Exception {
        if (pushed() - handled() >= size) {
            LockSupport.parkNanos(PAUSE_NANOS);
            return;
        }
        int batch = Math.min(MOST_AT_ONCE, size);
        entrant.pushAll(Stage.PAYLOAD, batch);
        pushed.addAndGet(batch);
    }

    /** Counts jobs that were pushed otherwise. */
    void filled(long jobs) {
        pushed.addAndGet(jobs);
    }

    /** Counts a job that a worker does. */
    void handle() {
        handled.increment();
    }

    long pushed() {
        return pushed.get();
    }

    long handled() {
        return handled.sum();
    }
}
