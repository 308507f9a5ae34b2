package io.github.pgqueue.chaos.check;

import io.github.pgqueue.JobState;
import io.github.pgqueue.chaos.history.Event;
import java.util.Objects;
import java.util.stream.Stream;

/** Who awaits a job is told how it has ended, and what its handler left. */
final class OutcomesAreTrue implements Check {

    @Override
    public String promise() {
        return "who awaits a job hears its end";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.all(Event.Outcome.class)
                .filter(outcome -> !isTrue(evidence, outcome))
                .map(outcome ->
                        outcome + ", but in the table is " + evidence.rows().get(outcome.id()));
    }

    private static boolean isTrue(Evidence evidence, Event.Outcome outcome) {
        if (!evidence.rows().containsKey(outcome.id())) {
            return false;
        }
        JobState state =
                Objects.requireNonNull(evidence.rows().get(outcome.id())).state();
        String result = state == JobState.SUCCESS ? evidence.spec(outcome.id()).token() : "";
        return outcome.state().equals(state.name()) && outcome.result().equals(result);
    }
}
