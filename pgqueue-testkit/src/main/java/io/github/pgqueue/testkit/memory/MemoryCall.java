package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.spi.Ring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One call of a store, which is a transaction: its time, and what others hear once it is over. */
final class MemoryCall {

    private final Instant now;
    private final List<Ring> rings = new ArrayList<>();

    MemoryCall(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Something can run, now or at the due time. */
    void ringForWork(String queueName, OptionalLong id, Instant due) {
        ring(new Ring(queueName, id, due.isAfter(now) ? Optional.of(due) : Optional.empty()));
    }

    void ring(Ring ring) {
        rings.add(ring);
    }

    /** Nobody is to hear of what was done so far. */
    void hush() {
        rings.clear();
    }

    List<Ring> rings() {
        return List.copyOf(rings);
    }
}
