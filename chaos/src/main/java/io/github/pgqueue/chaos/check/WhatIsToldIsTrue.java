package io.github.pgqueue.chaos.check;

import io.github.pgqueue.JobState;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.History;
import java.util.Objects;
import java.util.stream.Stream;

/** What an observer is told of a job's end stands in the table, and goes on standing there. */
final class WhatIsToldIsTrue implements Check {

    @Override
    public String promise() {
        return "what an observer is told is written";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.histories().stream().flatMap(history -> breaches(evidence, history));
    }

    private static Stream<String> breaches(Evidence evidence, History history) {
        return history.all(Event.Told.class)
                .filter(told -> evidence.rows().containsKey(told.id()) && told.attempt() > 0)
                .filter(told ->
                        !isTrue(told, Objects.requireNonNull(evidence.rows().get(told.id()))))
                .map(told -> history.process() + " was told " + told + ", but in the table is "
                        + evidence.rows().get(told.id()) + "; " + evidence.starts(told.id()));
    }

    private static boolean isTrue(Event.Told told, Event.Row row) {
        return switch (told.what()) {
            case SUCCEEDED -> isEnd(told, row, JobState.SUCCESS);
            case FAILED -> isEnd(told, row, JobState.ERROR);
            case CANCELLED -> isEnd(told, row, JobState.CANCELLED);
            // It may be cancelled while it waits, or have been, unheard, before its end was written.
            case RETRIED, SNOOZED -> row.attempt() > told.attempt() || row.state() == JobState.CANCELLED;
            case RESCUED, ACK_LOST, LEASE_LOST -> true;
        };
    }

    private static boolean isEnd(Event.Told told, Event.Row row, JobState state) {
        return row.state() == state && row.attempt() == told.attempt();
    }
}
