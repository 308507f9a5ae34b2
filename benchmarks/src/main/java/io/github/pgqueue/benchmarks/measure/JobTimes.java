package io.github.pgqueue.benchmarks.measure;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/** The times of jobs that carry their number: when they were to be pushed, were pushed, and started. Thread-safe. */
final class JobTimes {

    /** As other payloads, and with room for the number. */
    private static final int PAYLOAD_BYTES = 100;

    private final AtomicLongArray due;
    private final AtomicLongArray returned;
    private final AtomicLongArray started;
    private final CountDownLatch left;

    JobTimes(int jobs) {
        due = new AtomicLongArray(jobs);
        returned = new AtomicLongArray(jobs);
        started = new AtomicLongArray(jobs);
        left = new CountDownLatch(jobs);
    }

    static byte[] payload(int number) {
        return ByteBuffer.allocate(PAYLOAD_BYTES).putInt(number).array();
    }

    static int number(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt();
    }

    void pushed(int number, long dueNanos, long returnedNanos) {
        due.set(number, dueNanos);
        returned.set(number, returnedNanos);
    }

    void started(int number, long nanos) {
        started.set(number, nanos);
        left.countDown();
    }

    CountDownLatch left() {
        return left;
    }

    /** From the moment at which the push was due, whether it came late or not. */
    Histogram sinceDue(int from) {
        return between(due, from);
    }

    /** From the return of push, that is from the commit; a handler may be earlier than that. */
    Histogram sinceReturn(int from) {
        return between(returned, from);
    }

    private Histogram between(AtomicLongArray begin, int from) {
        Histogram times = new Histogram(3);
        for (int number = from; number < started.length(); number++) {
            times.recordValue(Math.max(0, started.get(number) - begin.get(number)));
        }
        return times;
    }
}
