package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.plan.KeyRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** While a job holds a key no other does, and of those who push it one is told that it added the job. */
final class KeysAreUnique implements Check {

    /** A second job's time is that at which its push began, and a first one's end was written a little later. */
    private static final Duration SLACK = Duration.ofMillis(50);

    private static final Duration SLACK_IN_TROUBLE = Duration.ofSeconds(6);

    @Override
    public String promise() {
        return "a key is held by one job at a time";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        Map<String, List<Event.Row>> byKey = evidence.rows().values().stream()
                .filter(row -> evidence.spec(row.id()).rule() != KeyRule.NONE)
                .sorted(Comparator.comparing(Event.Row::createdAt).thenComparing(Event.Row::id))
                .collect(Collectors.groupingBy(row -> evidence.spec(row.id()).key()));
        return Stream.concat(
                byKey.values().stream().flatMap(rows -> together(evidence, rows)),
                byKey.values().stream().flatMap(rows -> unclaimed(evidence, rows)));
    }

    private static Stream<String> together(Evidence evidence, List<Event.Row> rows) {
        return IntStream.range(1, rows.size())
                .filter(i -> isTooEarly(evidence, rows.get(i - 1), rows.get(i)))
                .mapToObj(i ->
                        "jobs " + rows.get(i - 1).id() + " and " + rows.get(i).id() + " hold "
                                + evidence.spec(rows.get(i).id()).key() + " by "
                                + evidence.spec(rows.get(i).id()).rule() + ": " + rows.get(i - 1) + "; " + rows.get(i));
    }

    private static boolean isTooEarly(Evidence evidence, Event.Row first, Event.Row second) {
        Instant free = freeFrom(evidence, first).orElse(Instant.MIN);
        Span span = new Span(second.createdAt(), second.createdAt().isAfter(free) ? second.createdAt() : free);
        Duration slack = evidence.troubles().general(span) ? SLACK_IN_TROUBLE : SLACK;
        return second.createdAt().plus(slack).isBefore(free);
    }

    private static Optional<Instant> freeFrom(Evidence evidence, Event.Row row) {
        return switch (evidence.spec(row.id()).rule()) {
            case FINISHED, REPLACING -> Optional.of(row.updatedAt());
            case PERIOD -> Optional.of(row.createdAt().plus(KeyRule.TIME));
            // When it was claimed nobody wrote down; it was not later than this, if this was the first.
            case STARTED ->
                evidence.starts(row.id()).stream()
                        .filter(start -> start.attempt() == 1
                                && !evidence.troubles().any(start.process(), new Span(row.createdAt(), start.at())))
                        .map(Start::at)
                        .findFirst();
            case NONE -> Optional.empty();
        };
    }

    /** Each push that was told that it added a job added one of its own, and each other one found one. */
    private static Stream<String> unclaimed(Evidence evidence, List<Event.Row> rows) {
        String key = evidence.spec(rows.get(0).id()).key();
        List<Push> pushes = evidence.pushes().stream()
                .filter(push -> push.spec().key().equals(key))
                .toList();
        List<Long> added = pushes.stream()
                .flatMap(push -> push.acked().stream())
                .filter(acked -> !acked.wasThere())
                .flatMap(acked -> acked.ids().stream())
                .toList();
        Set<Long> distinct = new HashSet<>(added);
        long unknown = pushes.stream().filter(push -> push.acked().isEmpty()).count();
        Stream<String> twice = distinct.size() < added.size()
                ? Stream.of("several pushes of " + key + " were told that they added the same job: " + added)
                : Stream.empty();
        Stream<String> more = rows.size() > distinct.size() + unknown
                ? Stream.of(rows.size() + " jobs hold " + key + ", but " + distinct.size() + " pushes added one, and "
                        + unknown + " do not know")
                : Stream.empty();
        return Stream.concat(twice, more);
    }
}
