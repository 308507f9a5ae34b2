package io.github.pgqueue.jdbc.internal.group;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * For whom the leader of a group waits, and how long. Those that were answered together often come again at once, and
 * each that comes too late waits for a commit more: by 8 and by 32 callers a tenth more is done so. Thread-safe.
 *
 * <p>Only right after an answer, for as many as it went to, and for a moment that is short beside a commit. Where they
 * mostly do not come, as with callers that have other things to do, the next ones are not waited for.
 */
final class Company {

    /** So many groups go as they are after one that was waited for in vain. */
    private static final int REST = 8;

    private final long momentNanos;
    private final LongSupplier nanoTime;
    private int answered;
    private long answeredAt;
    private int resting;

    /**
     * Nobody was answered yet.
     *
     * @param moment for how long at most
     */
    Company(Duration moment) {
        this(moment, System::nanoTime);
    }

    Company(Duration moment, LongSupplier nanoTime) {
        this.momentNanos = moment.toNanos();
        this.nanoTime = nanoTime;
    }

    /** A group has its answer. */
    synchronized void answered(int calls) {
        answered = calls;
        answeredAt = nanoTime.getAsLong();
    }

    /**
     * Returns when as many are there as were answered just now, or when it has been long enough.
     *
     * @param hasWaited whether who asks was woken to lead, and so a group was answered before
     * @param present how many are there, whoever asks among them
     */
    void await(boolean hasWaited, IntSupplier present) {
        long begun = nanoTime.getAsLong();
        int expected = expected(hasWaited, begun);
        if (hasWaited) {
            // Even where nobody is waited for, those that were answered go first.
            Thread.yield();
        }
        boolean isWhole = present.getAsInt() >= expected;
        while (!isWhole && nanoTime.getAsLong() - begun < momentNanos) {
            // To those, where there are not processors enough.
            Thread.yield();
            isWhole = present.getAsInt() >= expected;
        }
        if (!isWhole) {
            rest();
        }
    }

    private synchronized int expected(boolean hasWaited, long now) {
        if (answered < 2 || !hasWaited && now - answeredAt >= momentNanos) {
            return 0;
        }
        if (resting > 0) {
            resting--;
            return 0;
        }
        return answered;
    }

    private synchronized void rest() {
        resting = REST;
    }
}
