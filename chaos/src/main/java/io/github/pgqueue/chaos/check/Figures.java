package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.What;
import io.github.pgqueue.chaos.plan.Queues;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of a run, in numbers.
 *
 * @param evidence its histories
 */
public record Figures(Evidence evidence) {

    /**
     * By names, in an order for people; groups are maps again. Times are in milliseconds.
     *
     * @return numbers and maps of numbers
     */
    public Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seed", evidence.settings().seed());
        all.put("server", evidence.settings().server());
        all.put("jobs", evidence.rows().size());
        all.put("pushes", pushes());
        all.put("jobs by state", count(evidence.rows().values().stream(), row -> name(row.state())));
        all.put(
                "jobs by kind",
                count(
                        evidence.rows().values().stream(),
                        row -> name(evidence.spec(row.id()).kind())));
        all.put(
                "starts",
                evidence.starts().values().stream().mapToInt(Collection::size).sum());
        all.put("repeats", count(new Repeats(evidence).all(), repeat -> name(repeat.reason())));
        all.put(
                "faults",
                count(evidence.all(Event.Fault.class).filter(Figures::hasHappened), fault -> name(fault.kind())));
        all.put("told", told());
        all.put("processes", evidence.all(Event.Born.class).count());
        all.put("effects", evidence.all(Event.Effect.class).count());
        all.put("outcomes", evidence.all(Event.Outcome.class).count());
        all.put("wait", waits());
        all.put("drained after", drained());
        return all;
    }

    private static boolean hasHappened(Event.Fault fault) {
        return !fault.note().startsWith("failed") && !fault.target().equals("was dead");
    }

    private Map<String, Long> pushes() {
        return count(
                evidence.pushes().stream(),
                push -> push.never()
                        ? "not committed"
                        : push.acked()
                                .map(acked -> acked.wasThere() ? "found a key" : "acknowledged")
                                .orElse("unknown"));
    }

    private Map<String, Long> told() {
        return count(
                evidence.all(Event.Told.class)
                        .map(Event.Told::what)
                        .filter(what -> what == What.ACK_LOST || what == What.LEASE_LOST || what == What.RESCUED),
                Figures::name);
    }

    /** From when a job could start to its first start. */
    private Map<String, Long> waits() {
        Map<String, Long> waits = new LinkedHashMap<>();
        waits.put("longest", longest(firstWaits(start -> true)));
        waits.put(
                "longest in the end",
                longest(firstWaits(start -> start.begun().createdAt().isAfter(evidence.drained())
                        && !start.begun().queue().equals(Queues.ORDERED))));
        waits.put("median", median(firstWaits(start -> true).sorted().toList()));
        return waits;
    }

    private Stream<Duration> firstWaits(Predicate<Start> which) {
        return evidence.starts().values().stream()
                .map(starts -> starts.get(0))
                .filter(start -> start.attempt() == 1 && which.test(start))
                .map(start -> Duration.between(start.begun().runAt(), start.at()));
    }

    private static long longest(Stream<Duration> times) {
        return times.max(Comparator.naturalOrder()).orElse(Duration.ZERO).toMillis();
    }

    private static long median(List<Duration> sorted) {
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2).toMillis();
    }

    private long drained() {
        return evidence.all(Event.Drained.class).findAny().isEmpty()
                ? 0
                : Duration.between(evidence.calm(), evidence.drained()).toMillis();
    }

    private static <T> Map<String, Long> count(Stream<T> all, Function<T, String> name) {
        return all.collect(Collectors.groupingBy(name, TreeMap::new, Collectors.counting()));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
