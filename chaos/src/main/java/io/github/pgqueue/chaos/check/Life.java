package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.How;
import io.github.pgqueue.chaos.history.Event.What;
import io.github.pgqueue.chaos.history.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One process from its birth to its death. Immutable.
 *
 * @param history its own word
 * @param died when it was found gone, and why; empty if it outlived the run
 */
record Life(History history, Optional<Event.Died> died) {

    private static final Duration A_MOMENT = Duration.ofMillis(500);

    boolean isDeadBy(Instant time) {
        return !end().isAfter(time);
    }

    /** When it killed itself, or was found gone; the end of all times if neither. */
    Instant end() {
        return history.all(Event.Ended.class)
                .filter(end -> end.how() == How.HALTED)
                .map(Event.Ended::at)
                .findFirst()
                .or(() -> died.map(Event.Died::at))
                .orElse(Instant.MAX);
    }

    boolean isBornIn(Span span) {
        return history.all(Event.Born.class).anyMatch(born -> span.overlaps(new Span(born.at(), born.at())));
    }

    /** When it told that it had lost its lease. */
    List<Instant> leaseLosses() {
        return history.all(Event.Told.class)
                .filter(told -> told.what() == What.LEASE_LOST)
                .map(Event.Told::at)
                .toList();
    }

    boolean lostLeaseIn(Span span) {
        return leaseLosses().stream().anyMatch(at -> span.overlaps(new Span(at, at)));
    }

    /** When it stood still, for longer than a time; a moment in between, in which it can do little, is none. */
    List<Span> pauses(Duration least) {
        List<Span> joined = new ArrayList<>();
        history.all(Event.Paused.class)
                .map(pause -> new Span(pause.from(), pause.until()))
                .sorted(Comparator.comparing(Span::from))
                .forEach(pause -> join(joined, pause));
        return joined.stream()
                .filter(span -> span.length().compareTo(least) > 0)
                .toList();
    }

    private static void join(List<Span> joined, Span pause) {
        int last = joined.size() - 1;
        if (last >= 0 && pause.from().isBefore(joined.get(last).until().plus(A_MOMENT))) {
            joined.set(last, new Span(joined.get(last).from(), pause.until()));
        } else {
            joined.add(pause);
        }
    }

    /** Whether it stood still at a time, and told afterwards that this had cost it its lease. */
    boolean sleptAwayItsLease(Instant at, Duration lease, Duration slack) {
        return pauses(lease.dividedBy(4)).stream()
                .filter(pause -> pause.overlaps(new Span(at, at)))
                .anyMatch(pause -> lostLeaseIn(pause.stretched(lease, slack)));
    }

    boolean pausedIn(Span span, Duration least) {
        return pauses(least).stream().anyMatch(span::overlaps);
    }
}
