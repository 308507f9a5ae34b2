package io.github.pgqueue.jdbc.internal.group;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller of a {@link GroupCommit} waits. Made by the caller's own thread; what is not volatile is handed over by
 * the state.
 */
final class Seat<C, R> {

    /** As drawn there. */
    enum State {
        WAITS,
        LEADS,
        ANSWERED
    }

    final C call;

    /** Since when it waits or leads. */
    volatile long since = System.nanoTime();

    volatile State state = State.WAITS;
    boolean hasLed;
    private final Thread caller = Thread.currentThread();
    private @Nullable R result;
    private @Nullable Throwable failure;
    private boolean wasAlone;

    Seat(C call) {
        this.call = call;
    }

    /** Whether it has waited, or led, for so long. */
    boolean isOver(long patienceNanos, long now) {
        return now - since >= patienceNanos;
    }

    void answer(@Nullable R result, @Nullable Throwable failure, boolean wasAlone) {
        this.result = result;
        this.failure = failure;
        this.wasAlone = wasAlone;
        state = State.ANSWERED;
        wake();
    }

    void wake() {
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    GroupCommit.Outcome<R> outcome() {
        return new GroupCommit.Outcome<>(result, failure, wasAlone, hasLed);
    }
}
