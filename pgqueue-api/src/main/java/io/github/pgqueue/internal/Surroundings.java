package io.github.pgqueue.internal;

import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What all subscriptions of a node share. Immutable and thread-safe.
 *
 * @param threads where work is done
 * @param heartbeat whether the node may claim
 * @param events who is told
 * @param awaits who waits for ends of jobs
 * @param lookout looks for all that rest
 * @param rung whether rings are known to arrive
 * @param interval how long an idle subscription may go without looking
 * @param teller tells other processes, soon and at little cost, or not at all
 */
record Surroundings(
        EngineThreads threads,
        Heartbeat heartbeat,
        Events events,
        Awaits awaits,
        Lookout lookout,
        BooleanSupplier rung,
        Supplier<Duration> interval,
        Consumer<Ring> teller) {

    boolean isRung() {
        return rung.getAsBoolean();
    }

    void tell(Ring ring) {
        teller.accept(ring);
    }

    Duration lookInterval() {
        return interval.get();
    }
}
