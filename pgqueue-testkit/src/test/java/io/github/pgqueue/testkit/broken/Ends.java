package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.Optional;

/** Settlements as they were not meant. */
final class Ends {

    private Ends() {}

    static Settlement with(Settlement end, Fence fence) {
        return new Settlement(fence, end.outcome(), end.failure(), end.delay(), end.dueAt(), end.result());
    }

    static Settlement with(Settlement end, Outcome outcome) {
        return new Settlement(end.fence(), outcome, end.failure(), end.delay(), end.dueAt(), end.result());
    }

    static Settlement with(Settlement end, Optional<Failure> failure) {
        return new Settlement(end.fence(), end.outcome(), failure, end.delay(), end.dueAt(), end.result());
    }

    /** Due again at once. */
    static Settlement withoutDelay(Settlement end) {
        return new Settlement(end.fence(), end.outcome(), end.failure(), Duration.ZERO, Optional.empty(), end.result());
    }

    /** A retry without a failure, as a release that counts. */
    static Settlement again(Fence fence, Duration delay) {
        return new Settlement(fence, Outcome.RETRY, Optional.empty(), delay, Optional.empty(), null);
    }
}
