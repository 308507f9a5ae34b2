package io.github.pgqueue.internal.ring;

import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.util.Optional;

/** What beats carry through the database, to see whether it is heard. Thread-safe; returns at once. */
public interface Proofs {

    /** Where nobody listens. */
    Proofs NONE = new Proofs() {
        @Override
        public Optional<Ring> next() {
            return Optional.empty();
        }

        @Override
        public Duration untilNext() {
            return NEVER;
        }

        @Override
        public void sent(Ring proof) {}

        @Override
        public void notSent(Throwable failure) {}
    };

    /** Longer than anything waits. */
    Duration NEVER = Duration.ofDays(365);

    /** For the beat that is about to be sent; empty if none is due. */
    Optional<Ring> next();

    /** How long until one is due. */
    Duration untilNext();

    /** The store has confirmed the beat that carried it. */
    void sent(Ring proof);

    /** The beat that carried one has failed. */
    void notSent(Throwable failure);
}
