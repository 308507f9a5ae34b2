package io.github.pgqueue.cli.internal.shared;

import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts of jobs, laid out for reading: a line a queue, a column a state. */
public final class StatsTable {

    private StatsTable() {}

    /**
     * The lines to print.
     *
     * @param stats what the table counted
     * @return a head and a line a queue, or one that says that there is nothing
     */
    public static List<String> of(List<QueueStats> stats) {
        if (stats.isEmpty()) {
            return List.of("no jobs");
        }
        TextTable table = new TextTable(head());
        Map<String, List<QueueStats>> queues = new TreeMap<>();
        stats.forEach(some -> queues.computeIfAbsent(some.queueName(), name -> new ArrayList<>())
                .add(some));
        queues.forEach((name, ofQueue) -> table.add(row(name, ofQueue)));
        return table.lines();
    }

    private static List<String> head() {
        List<String> head = new ArrayList<>(List.of("QUEUE"));
        for (JobState state : JobState.values()) {
            head.add(state.name());
        }
        head.add("WAITING");
        return head;
    }

    private static List<String> row(String queueName, List<QueueStats> stats) {
        List<String> row = new ArrayList<>(List.of(PlainText.oneLine(queueName)));
        for (JobState state : JobState.values()) {
            row.add(Long.toString(stats.stream()
                    .filter(some -> some.state() == state)
                    .mapToLong(QueueStats::jobs)
                    .sum()));
        }
        row.add(stats.stream()
                .flatMap(some -> some.oldestDue().stream())
                .max(Duration::compareTo)
                .map(StatsTable::brief)
                .orElse("-"));
        return row;
    }

    private static String brief(Duration waiting) {
        if (waiting.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1fs", waiting.toMillis() / 1000.0);
        }
        if (waiting.compareTo(Duration.ofHours(1)) < 0) {
            return waiting.toMinutes() + "m " + waiting.toSecondsPart() + "s";
        }
        return waiting.toHours() + "h " + waiting.toMinutesPart() + "m";
    }
}
