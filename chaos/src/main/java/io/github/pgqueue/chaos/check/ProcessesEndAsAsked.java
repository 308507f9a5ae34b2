package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.Death;
import io.github.pgqueue.chaos.history.Event.How;
import io.github.pgqueue.chaos.history.History;
import io.github.pgqueue.chaos.process.Place;
import java.time.Duration;
import java.util.stream.Stream;

/** A process ends when it is asked to, in bounded time, and else only by being killed. */
final class ProcessesEndAsAsked implements Check {

    /** A second is promised; half of another is for a machine with other things to do. */
    private static final Duration LIMIT = Place.CLOSE.plusMillis(1_500);

    @Override
    public String promise() {
        return "closing ends, and nothing else does";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return Stream.concat(
                evidence.histories().stream().flatMap(history -> slow(evidence, history)),
                evidence.all(Event.Died.class).flatMap(died -> breach(evidence, died)));
    }

    private static Stream<String> slow(Evidence evidence, History history) {
        return history.all(Event.Closed.class)
                .map(closed -> new Span(closed.asked(), closed.at()))
                .filter(span -> span.length().compareTo(LIMIT) > 0)
                .filter(span -> !evidence.life(history.process()).pausedIn(span, Troubles.STANDSTILL))
                .map(span -> history.process() + " took " + span.length() + " to close, from " + span.from());
    }

    private static Stream<String> breach(Evidence evidence, Event.Died died) {
        if (died.death() == Death.STUCK) {
            return Stream.of(died.process() + " was closed, and did not end in time");
        }
        boolean halted = evidence.life(died.process())
                .history()
                .all(Event.Ended.class)
                .anyMatch(ended -> ended.how() == How.HALTED);
        boolean byItself = died.death() == Death.CRASHED || died.death() == Death.CLOSED && died.status() != 0;
        return byItself && !halted
                ? Stream.of(died.process() + " ended by itself with status " + died.status() + " at " + died.at())
                : Stream.empty();
    }
}
