package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.How;
import java.time.Instant;
import java.util.Optional;

/**
 * One start of a handler, and its end. Immutable.
 *
 * @param process who started it
 * @param begun what was written then
 * @param ended what was written at its end; empty if its process was gone by then
 */
record Start(String process, Event.Started begun, Optional<Event.Ended> ended) {

    long id() {
        return begun.id();
    }

    int attempt() {
        return begun.attempt();
    }

    Instant at() {
        return begun.at();
    }

    boolean endedBy(How how) {
        return ended.filter(end -> end.how() == how).isPresent();
    }

    @Override
    public String toString() {
        return "attempt " + attempt() + " by " + process + " at " + at()
                + ended.map(end -> ", " + end.how() + " at " + end.at()).orElse(", no end");
    }
}
