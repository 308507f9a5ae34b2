package io.github.pgqueue.chaos.check;

import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.What;
import io.github.pgqueue.chaos.history.History;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A node loses its lease only in trouble, and an end comes too late only if its job was taken away before. */
final class LeasesAreHeld implements Check {

    private static final Duration SLACK = Duration.ofSeconds(1);

    @Override
    public String promise() {
        return "leases and acks are lost for a reason";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.histories().stream()
                .flatMap(history -> Stream.concat(leases(evidence, history), acks(evidence, history)));
    }

    private static Stream<String> leases(Evidence evidence, History history) {
        Duration lease = evidence.settings().lease();
        return evidence.life(history.process()).leaseLosses().stream()
                .filter(at -> !evidence.troubles()
                        .any(history.process(), new Span(at.minus(lease).minus(SLACK), at)))
                .map(at -> history.process() + " lost its lease at " + at);
    }

    private static Stream<String> acks(Evidence evidence, History history) {
        return history.all(Event.Told.class)
                .filter(told -> told.what() == What.ACK_LOST)
                .filter(told -> !mayBeLost(evidence, history, told))
                .map(told -> history.process() + " could not tell the end of job " + told.id() + ", attempt "
                        + told.attempt() + ", at " + told.at() + "; " + evidence.starts(told.id()) + "; "
                        + evidence.rows().get(told.id()));
    }

    private static boolean mayBeLost(Evidence evidence, History history, Event.Told told) {
        Instant begin = evidence.starts(told.id()).stream()
                .filter(start -> start.process().equals(history.process()) && start.attempt() == told.attempt())
                .map(Start::at)
                .findFirst()
                .orElse(told.at().minus(evidence.settings().lease().multipliedBy(3)));
        return evidence.life(history.process())
                        .lostLeaseIn(new Span(begin, told.at().plus(SLACK)))
                || evidence.kept(told.id()).stream()
                        .anyMatch(kept -> kept.attempt() == told.attempt()
                                && kept.type().equals(NodeLostException.class.getName()));
    }
}
