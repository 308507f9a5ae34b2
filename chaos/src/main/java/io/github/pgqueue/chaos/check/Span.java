package io.github.pgqueue.chaos.check;

import java.time.Duration;
import java.time.Instant;

/**
 * A piece of time. Immutable.
 *
 * @param from its begin
 * @param until its end
 */
record Span(Instant from, Instant until) {

    boolean overlaps(Span other) {
        return !from.isAfter(other.until) && !other.from.isAfter(until);
    }

    /** Longer at both ends. */
    Span stretched(Duration before, Duration after) {
        return new Span(from.minus(before), until.plus(after));
    }

    Duration length() {
        return Duration.between(from, until);
    }
}
