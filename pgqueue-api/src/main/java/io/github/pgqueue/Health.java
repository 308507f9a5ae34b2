package io.github.pgqueue;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a {@link PgQueues} is doing. Immutable. Times are counted by a clock that runs evenly, whatever the system's
 * clock is set to.
 *
 * @param listener the state of the listening connection
 * @param listenerSince how long it has been in this state
 * @param proofAge how long ago a ring of our own came back through the database; empty if none ever has
 * @param lastProblem the last thing that was wrong with the listening connection, as a sentence without secrets; kept
 *     when it is over, as the state tells; empty if nothing ever was
 * @param leaseHeld whether the node holds its lease, without which it claims no jobs; false too as long as nobody has
 *     subscribed
 */
public record Health(
        ListenerState listener,
        Duration listenerSince,
        Optional<Duration> proofAge,
        Optional<String> lastProblem,
        boolean leaseHeld) {

    /**
     * No part may be missing.
     *
     * @param listener the state of the listening connection
     * @param listenerSince how long it has been in this state
     * @param proofAge how long ago a ring of our own came back
     * @param lastProblem the last thing that was wrong
     * @param leaseHeld whether the node holds its lease
     */
    public Health {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(listenerSince, "listenerSince");
        Objects.requireNonNull(proofAge, "proofAge");
        Objects.requireNonNull(lastProblem, "lastProblem");
    }
}
