package io.github.pgqueue.chaos.check;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobState;
import io.github.pgqueue.chaos.history.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/** A job that was cancelled never starts again, and one that ran ends soon, unless its node is in trouble. */
final class CancelsAreHeard implements Check {

    /** A second is promised; the other is for a machine that has much to do. */
    private static final Duration SOON = Duration.ofSeconds(2);

    @Override
    public String promise() {
        return "what is cancelled ends";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.all(Event.CancelAnswered.class)
                .filter(cancel -> cancel.result() != CancelResult.TOO_LATE)
                .filter(cancel -> evidence.rows().containsKey(cancel.id()))
                .flatMap(cancel -> Stream.of(state(evidence, cancel), again(evidence, cancel), late(evidence, cancel))
                        .flatMap(breaches -> breaches)
                        .map(text -> "job " + cancel.id() + ", " + cancel.result() + " at " + cancel.at() + ", " + text
                                + "; " + evidence.starts(cancel.id())));
    }

    private static Stream<String> state(Evidence evidence, Event.CancelAnswered cancel) {
        JobState state =
                Objects.requireNonNull(evidence.rows().get(cancel.id())).state();
        boolean mayBe =
                state == JobState.CANCELLED || cancel.result() == CancelResult.REQUESTED && state == JobState.SUCCESS;
        return mayBe ? Stream.empty() : Stream.of("is " + state);
    }

    /** One that was claimed before may begin a moment after. */
    private static Stream<String> again(Evidence evidence, Event.CancelAnswered cancel) {
        return evidence.starts(cancel.id()).stream()
                .filter(start -> start.at().isAfter(cancel.at()))
                .filter(start -> cancel.result() == CancelResult.CANCELLED
                        || start.at().isAfter(cancel.at().plus(SOON))
                                && !isTroubled(evidence, start, cancel.at(), start.at()))
                .map(start -> "was started after it: " + start);
    }

    private static Stream<String> late(Evidence evidence, Event.CancelAnswered cancel) {
        return evidence.starts(cancel.id()).stream()
                .filter(start -> start.at().isBefore(cancel.at()))
                .filter(start -> end(evidence, start).isAfter(cancel.at().plus(SOON)))
                .filter(start -> !isTroubled(evidence, start, cancel.asked(), end(evidence, start)))
                .map(start -> "went on: " + start);
    }

    private static Instant end(Evidence evidence, Start start) {
        return start.ended()
                .map(ended -> ended.at())
                .orElseGet(() -> evidence.life(start.process()).end());
    }

    private static boolean isTroubled(Evidence evidence, Start start, Instant from, Instant until) {
        return evidence.troubles().any(start.process(), new Span(from, until));
    }
}
