package io.github.pgqueue.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * The end of one claim. Immutable.
 *
 * @param fence the claim
 * @param outcome how it ended
 * @param error the message to keep, for {@link Outcome#ERROR} and {@link Outcome#RETRY}
 * @param delay for {@link Outcome#RETRY}: how long until the job is due again; else zero
 */
public record Settlement(Fence fence, Outcome outcome, Optional<String> error, Duration delay) {

    /**
     * The handler returned.
     *
     * @param fence the claim
     * @return the settlement
     */
    public static Settlement success(Fence fence) {
        return new Settlement(fence, Outcome.SUCCESS, Optional.empty(), Duration.ZERO);
    }

    /**
     * The handler failed for good.
     *
     * @param fence the claim
     * @param error the message to keep
     * @return the settlement
     */
    public static Settlement error(Fence fence, String error) {
        return new Settlement(fence, Outcome.ERROR, Optional.of(error), Duration.ZERO);
    }

    /**
     * The job is to run again, the attempt counted.
     *
     * @param fence the claim
     * @param error the message to keep
     * @param delay how long until it is due, zero or more
     * @return the settlement
     */
    public static Settlement retry(Fence fence, String error, Duration delay) {
        return new Settlement(fence, Outcome.RETRY, Optional.of(error), delay);
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
}
