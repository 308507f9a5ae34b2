package io.github.pgqueue.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of one claim. Immutable.
 *
 * @param fence the claim
 * @param outcome how it ended
 * @param failure what to keep, for {@link Outcome#ERROR}, {@link Outcome#RETRY} and {@link Outcome#CANCEL}
 * @param delay for {@link Outcome#RETRY} and {@link Outcome#SNOOZE}: how long until the job is due again;
 *     else zero
 * @param dueAt for {@link Outcome#RETRY}: when the job is due again, in place of the delay
 * @param result for {@link Outcome#SUCCESS}: what to keep for those who await the job, or {@code null}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Settlement(
        Fence fence,
        Outcome outcome,
        Optional<Failure> failure,
        Duration delay,
        Optional<Instant> dueAt,
        byte @Nullable [] result) {

    private Settlement(Fence fence, Outcome outcome, Optional<Failure> failure, Duration delay) {
        this(fence, outcome, failure, delay, Optional.empty(), null);
    }

    /**
     * The handler returned.
     *
     * @param fence the claim
     * @return the settlement
     */
    public static Settlement success(Fence fence) {
        return success(fence, null);
    }

    /**
     * The handler returned and left something.
     *
     * @param fence the claim
     * @param result the bytes, or {@code null}
     * @return the settlement
     */
    public static Settlement success(Fence fence, byte @Nullable [] result) {
        return new Settlement(fence, Outcome.SUCCESS, Optional.empty(), Duration.ZERO, Optional.empty(), result);
    }

    /**
     * The handler failed for good.
     *
     * @param fence the claim
     * @param failure what to keep
     * @return the settlement
     */
    public static Settlement error(Fence fence, Failure failure) {
        return new Settlement(fence, Outcome.ERROR, Optional.of(failure), Duration.ZERO);
    }

    /**
     * The job is to run again, the attempt counted.
     *
     * @param fence the claim
     * @param failure what to keep
     * @param delay how long until it is due, zero or more
     * @return the settlement
     */
    public static Settlement retry(Fence fence, Failure failure, Duration delay) {
        return new Settlement(fence, Outcome.RETRY, Optional.of(failure), delay);
    }

    /**
     * The job is to run again at a time, the attempt counted.
     *
     * @param fence the claim
     * @param failure what to keep
     * @param dueAt when it is due
     * @return the settlement
     */
    public static Settlement retryAt(Fence fence, Failure failure, Instant dueAt) {
        return new Settlement(fence, Outcome.RETRY, Optional.of(failure), Duration.ZERO, Optional.of(dueAt), null);
    }

    /**
     * The handler has put the job off.
     *
     * @param fence the claim
     * @param delay how long until it is due, zero or more
     * @return the settlement
     */
    public static Settlement snooze(Fence fence, Duration delay) {
        return new Settlement(fence, Outcome.SNOOZE, Optional.empty(), delay);
    }

    /**
     * The job is not needed any more.
     *
     * @param fence the claim
     * @param failure what to keep
     * @return the settlement
     */
    public static Settlement cancel(Fence fence, Failure failure) {
        return new Settlement(fence, Outcome.CANCEL, Optional.of(failure), Duration.ZERO);
    }

    /**
     * The job was never started.
     *
     * @param fence the claim
     * @return the settlement
     */
    public static Settlement release(Fence fence) {
        return new Settlement(fence, Outcome.RELEASE, Optional.empty(), Duration.ZERO);
    }

    /**
     * The job was rescued, and is not to be started again.
     *
     * @param fence the claim
     * @return the settlement
     */
    public static Settlement abandon(Fence fence) {
        return new Settlement(fence, Outcome.ABANDON, Optional.empty(), Duration.ZERO);
    }

    /** Without failure and result, which may hold secrets of the application. */
    @Override
    public String toString() {
        return "Settlement[" + fence + ", " + outcome + "]";
    }
}
