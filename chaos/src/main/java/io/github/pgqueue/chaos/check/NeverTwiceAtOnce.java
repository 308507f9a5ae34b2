package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.plan.JobKind;
import io.github.pgqueue.chaos.plan.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Two handlers run one job at once only if the first was cut off, and did not hear that it was. */
final class NeverTwiceAtOnce implements Check {

    /** Of an engine that interrupts, and a handler that heeds it, on a machine with other things to do. */
    private static final Duration STANDSTILL = Duration.ofMillis(150);

    @Override
    public String promise() {
        return "no job runs twice at once";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.starts().values().stream().flatMap(starts -> breaches(evidence, starts));
    }

    private static Stream<String> breaches(Evidence evidence, List<Start> starts) {
        return starts.stream()
                .flatMap(first -> starts.stream()
                        .filter(second -> second.attempt() > first.attempt() && overlap(evidence, first, second))
                        .filter(second -> !mayOverlap(evidence, first, second))
                        .map(second -> "job " + first.id() + ", "
                                + evidence.spec(first.id()).kind() + ": " + first + " and " + second));
    }

    private static boolean overlap(Evidence evidence, Start first, Start second) {
        return second.at().isBefore(end(evidence, first)) && first.at().isBefore(end(evidence, second));
    }

    private static Instant end(Evidence evidence, Start start) {
        return start.ended()
                .map(ended -> ended.at())
                .orElseGet(() -> evidence.life(start.process()).end());
    }

    private static boolean mayOverlap(Evidence evidence, Start first, Start second) {
        Span span = new Span(first.at(), second.at());
        boolean dead = evidence.life(first.process()).isDeadBy(second.at().plusSeconds(1));
        boolean deaf = evidence.spec(first.id()).kind() == JobKind.DEAF
                || first.begun().queue().equals(Queues.TRANSACTIONAL);
        return dead
                || evidence.life(first.process()).pausedIn(span, STANDSTILL)
                || deaf && evidence.troubles().any(first.process(), span);
    }
}
