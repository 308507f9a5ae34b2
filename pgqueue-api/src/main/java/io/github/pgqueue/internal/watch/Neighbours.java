package io.github.pgqueue.internal.watch;

import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a node knows of others, and how it tells them: by that its subscriptions decide when to look. Immutable and
 * thread-safe.
 *
 * @param alone whether no other node is known
 * @param rung whether rings are known to arrive
 * @param interval how long an idle subscription may go without looking
 * @param teller tells other processes, soon and at little cost, or not at all
 */
public record Neighbours(
        BooleanSupplier alone, BooleanSupplier rung, Supplier<Duration> interval, Consumer<Ring> teller) {

    boolean isAlone() {
        return alone.getAsBoolean();
    }

    boolean isRung() {
        return rung.getAsBoolean();
    }

    Duration lookInterval() {
        return interval.get();
    }

    void tell(Ring ring) {
        teller.accept(ring);
    }
}
