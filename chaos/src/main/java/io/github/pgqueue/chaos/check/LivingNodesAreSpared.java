package io.github.pgqueue.chaos.check;

import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.chaos.history.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Jobs are taken from a node only if it is dead, or knows that it has lost its lease, as soon as it can know
 * anything.
 */
final class LivingNodesAreSpared implements Check {

    /** For the word to be written. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    @Override
    public String promise() {
        return "nothing is taken from those who live";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.all(Event.Kept.class)
                .filter(kept -> kept.type().equals(NodeLostException.class.getName()))
                .filter(kept -> evidence.lifeOfNode(kept.node())
                        .filter(life -> !mayLose(evidence, life, kept))
                        .isPresent())
                .map(kept -> "job " + kept.id() + " was taken from a node that lives: " + kept + "; "
                        + evidence.starts(kept.id()));
    }

    private static boolean mayLose(Evidence evidence, Life life, Event.Kept kept) {
        Duration lease = evidence.settings().lease();
        Span loss = new Span(began(evidence, kept, lease), kept.at().plus(SLACK));
        return life.isDeadBy(kept.at().plus(SLACK)) || life.lostLeaseIn(loss) || wakesLater(life, kept, lease);
    }

    /** What was not started had been claimed not long before its node was lost. */
    private static Instant began(Evidence evidence, Event.Kept kept, Duration lease) {
        return evidence.starts(kept.id()).stream()
                .filter(start -> start.attempt() == kept.attempt())
                .map(Start::at)
                .findFirst()
                .orElse(kept.at().minus(lease.multipliedBy(5)));
    }

    /** One that stands still is killed, or tells when it wakes. */
    private static boolean wakesLater(Life life, Event.Kept kept, Duration lease) {
        return life.sleptAwayItsLease(kept.at(), lease, SLACK)
                || life.isDeadBy(kept.at().plus(Duration.ofSeconds(10)))
                        && life.history().events().stream().noneMatch(event -> isAfter(event, kept));
    }

    /** Whether it did anything since. */
    private static boolean isAfter(Event event, Event.Kept kept) {
        return event instanceof Event.Started start && start.at().isAfter(kept.at())
                || event instanceof Event.Ended end && end.at().isAfter(kept.at());
    }
}
