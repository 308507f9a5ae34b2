package io.github.pgqueue.chaos.check;

import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.Death;
import io.github.pgqueue.chaos.history.Event.How;
import io.github.pgqueue.chaos.plan.FaultKind;
import io.github.pgqueue.chaos.plan.JobKind;
import io.github.pgqueue.chaos.plan.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the reasons for starts that were not the first of their jobs.
 *
 * @param evidence where
 */
record Repeats(Evidence evidence) {

    /** Between a thing and the note of it. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    /**
     * Two starts of one job, one after the other.
     *
     * @param first the one that was not enough
     * @param second the one that followed
     * @param reason why it did
     */
    record Repeat(Start first, Start second, Reason reason) {}

    Stream<Repeat> all() {
        return evidence.starts().values().stream().flatMap(this::of);
    }

    private Stream<Repeat> of(List<Start> starts) {
        return IntStream.range(1, starts.size())
                .mapToObj(i -> new Repeat(starts.get(i - 1), starts.get(i), reason(starts.get(i - 1), starts.get(i))));
    }

    private Reason reason(Start first, Start second) {
        Reason byEnd = first.ended()
                .filter(end -> !end.at().isAfter(second.at()))
                .map(end -> byEnd(first, end))
                .orElse(Reason.NONE);
        return byEnd != Reason.NONE ? byEnd : byLoss(first, second);
    }

    private Reason byEnd(Start first, Event.Ended end) {
        return switch (end.how()) {
            case THREW -> Reason.FAILURE;
            case INTERRUPTED -> mayBeInterrupted(first, end) ? Reason.INTERRUPT : Reason.NONE;
            case FAILED ->
                evidence.troubles().any(first.process(), new Span(first.at(), end.at()))
                        ? Reason.CONNECTION
                        : Reason.NONE;
            case RETURNED, HALTED -> Reason.NONE;
        };
    }

    private boolean mayBeInterrupted(Start first, Event.Ended end) {
        boolean limit = evidence.spec(first.id()).kind() == JobKind.TIMED;
        Span span = new Span(first.at(), end.at().plus(SLACK));
        return limit || evidence.life(first.process()).lostLeaseIn(span) || closing(first, end.at());
    }

    private Reason byLoss(Start first, Start second) {
        Life life = evidence.life(first.process());
        Span span = new Span(first.at(), second.at());
        if (life.isDeadBy(second.at().plus(SLACK)) && !isDeath(life, Death.CLOSED)) {
            return Reason.CRASH;
        }
        if (closing(first, second.at())) {
            return Reason.CLOSE;
        }
        boolean cutOff = nodeLost(first)
                || life.lostLeaseIn(new Span(span.from(), span.until().plus(SLACK)))
                // Of its failures the last ten are kept.
                || life.sleptAwayItsLease(second.at(), lease(), SLACK);
        if (cutOff && evidence.troubles().any(first.process(), span.stretched(lease(), Duration.ZERO))) {
            return Reason.LEASE;
        }
        return commitFailed(first) && evidence.troubles().any(first.process(), span) ? Reason.CONNECTION : Reason.NONE;
    }

    private Duration lease() {
        return evidence.settings().lease();
    }

    private static boolean isDeath(Life life, Death death) {
        return life.died().filter(died -> died.death() == death).isPresent();
    }

    /** Whether its process was asked to end by then, or has begun to by itself. */
    private boolean closing(Start start, Instant by) {
        boolean byItself = evidence.life(start.process())
                .history()
                .all(Event.Closed.class)
                .anyMatch(closed -> closed.asked().isBefore(by));
        return byItself
                || evidence.all(Event.Fault.class)
                        .filter(fault -> fault.kind() == FaultKind.CLOSE_WORKER)
                        .filter(fault -> fault.target().split(" ", -1)[0].equals(start.process()))
                        .anyMatch(fault -> fault.from().isBefore(by));
    }

    private boolean nodeLost(Start start) {
        return kept(start).anyMatch(type -> type.equals(NodeLostException.class.getName()));
    }

    private boolean commitFailed(Start start) {
        return start.begun().queue().equals(Queues.TRANSACTIONAL)
                && start.endedBy(How.RETURNED)
                && (kept(start).findAny().isPresent() || retried(start));
    }

    private boolean retried(Start start) {
        return evidence.life(start.process())
                .history()
                .all(Event.Told.class)
                .anyMatch(told -> told.what() == Event.What.RETRIED
                        && told.id() == start.id()
                        && told.attempt() == start.attempt());
    }

    private Stream<String> kept(Start start) {
        return evidence.kept(start.id()).stream()
                .filter(kept -> kept.attempt() == start.attempt())
                .map(Event.Kept::type);
    }
}
