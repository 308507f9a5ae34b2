package io.github.pgqueue.chaos.check;

import io.github.pgqueue.JobState;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.plan.Queues;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a transactional handler wrote is there once for each success, by the attempt that succeeded, and not else. */
final class EffectsAreOnce implements Check {

    @Override
    public String promise() {
        return "transactional effects are exactly once";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        Map<Long, List<Integer>> effects = evidence.all(Event.Effect.class)
                .collect(Collectors.groupingBy(
                        Event.Effect::id, Collectors.mapping(Event.Effect::attempt, Collectors.toList())));
        Stream<String> orphans = effects.keySet().stream()
                .filter(id -> !evidence.rows().containsKey(id))
                .map(id -> "job " + id + " has effects, and is not there");
        return Stream.concat(
                orphans,
                evidence.rows().values().stream()
                        .filter(row -> row.queue().equals(Queues.TRANSACTIONAL))
                        .flatMap(row -> breach(evidence, row, effects.getOrDefault(row.id(), List.of()))));
    }

    private static Stream<String> breach(Evidence evidence, Event.Row row, List<Integer> found) {
        List<Integer> meant = row.state() == JobState.SUCCESS ? List.of(row.attempt()) : List.of();
        return found.equals(meant)
                ? Stream.empty()
                : Stream.of("job " + row.id() + " is " + row.state() + " by attempt " + row.attempt()
                        + ", and has effects of attempts " + found + "; " + evidence.starts(row.id()));
    }
}
