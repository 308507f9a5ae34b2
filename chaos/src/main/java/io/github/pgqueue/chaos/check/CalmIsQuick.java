package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.plan.Queues;
import java.time.Duration;
import java.util.stream.Stream;

/** When the last fault is over and its jobs are done, everyone hears again: jobs start at once, not at the next look. */
final class CalmIsQuick implements Check {

    /** Far less than the look in case nobody rings, and enough for a machine with other things to do. */
    private static final Duration SOON = Duration.ofSeconds(2);

    @Override
    public String promise() {
        return "after the faults jobs start at once";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.starts().values().stream()
                .map(starts -> starts.get(0))
                .filter(start -> start.begun().createdAt().isAfter(evidence.drained()))
                .filter(start -> !start.begun().queue().equals(Queues.ORDERED))
                .filter(start -> start.begun().runAt().plus(SOON).isBefore(start.at()))
                .filter(start -> !isSlow(evidence, start.begun()))
                .map(start ->
                        "job " + start.id() + " was due at " + start.begun().runAt() + ": " + start);
    }

    private static boolean isSlow(Evidence evidence, Event.Started start) {
        return evidence.troubles().general(new Span(start.runAt(), start.at()));
    }
}
