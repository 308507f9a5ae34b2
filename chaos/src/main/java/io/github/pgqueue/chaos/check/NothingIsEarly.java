package io.github.pgqueue.chaos.check;

import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.chaos.history.Event.How;
import io.github.pgqueue.chaos.plan.JobKind;
import io.github.pgqueue.chaos.plan.JobSpec;
import io.github.pgqueue.chaos.plan.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** No job starts before it is due: not before its delay is over, nor the pause after a failure or a snooze. */
final class NothingIsEarly implements Check {

    /** Times are kept to the microsecond, delays to the millisecond. */
    private static final Duration GRAIN = Duration.ofMillis(2);

    @Override
    public String promise() {
        return "no job starts before it is due";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        Duration error = evidence.settings().clockError().plus(GRAIN);
        Stream<String> due = evidence.starts().values().stream()
                .flatMap(starts -> starts.stream())
                .filter(start -> start.at().plus(error).isBefore(dueAt(evidence, start)))
                .map(start -> "job " + start.id() + " was due at " + dueAt(evidence, start) + ": " + start);
        Stream<String> paused = new Repeats(evidence)
                .all()
                .filter(repeat -> repeat.reason() == Reason.FAILURE && !nodeLost(evidence, repeat.first()))
                .filter(repeat -> repeat.second().at().plus(error).isBefore(again(evidence, repeat.first())))
                .map(repeat -> "job " + repeat.first().id() + " was to pause until " + again(evidence, repeat.first())
                        + ": " + repeat.first() + "; then " + repeat.second());
        return Stream.concat(due, paused);
    }

    private static Instant dueAt(Evidence evidence, Start start) {
        Instant told = start.begun().runAt();
        JobSpec spec = evidence.spec(start.id());
        Instant meant = start.begun().createdAt().plus(spec.kind() == JobKind.DELAYED ? spec.pause() : Duration.ZERO);
        return told.isAfter(meant) ? told : meant;
    }

    private static Instant again(Evidence evidence, Start failed) {
        Instant end = failed.ended().map(ended -> ended.at()).orElse(failed.at());
        JobSpec spec = evidence.spec(failed.id());
        boolean snoozed = spec.kind() == JobKind.SNOOZING && failed.endedBy(How.THREW);
        return end.plus(snoozed ? spec.pause() : Queues.PAUSE);
    }

    /** Then its failure was not written, and what the table knows is a loss, after which there is no pause. */
    private static boolean nodeLost(Evidence evidence, Start start) {
        return evidence.kept(start.id()).stream()
                .anyMatch(kept ->
                        kept.attempt() == start.attempt() && kept.type().equals(NodeLostException.class.getName()));
    }
}
