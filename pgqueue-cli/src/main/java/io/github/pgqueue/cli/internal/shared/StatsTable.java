package io.github.pgqueue.cli.internal.shared;

import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts of jobs, laid out for reading: a line a queue, a column a state. */
public final class StatsTable {

    private StatsTable() {}

    /**
     * The lines to print.
     *
     * @param stats what the table counted
     * @param paused the queues that are paused, with or without jobs
     * @return a head and a line a queue, or one that says that there is nothing
     */
    public static List<String> of(List<QueueStats> stats, Set<String> paused) {
        Map<String, List<QueueStats>> queues = new TreeMap<>();
        paused.forEach(name -> queues.put(name, new ArrayList<>()));
        stats.forEach(some -> queues.computeIfAbsent(some.queueName(), name -> new ArrayList<>())
                .add(some));
        if (queues.isEmpty()) {
            return List.of("no jobs");
        }
        List<String> head = head();
        TextTable table = new TextTable(head, head.size() - 1);
        queues.forEach((name, ofQueue) -> table.add(row(name, ofQueue, paused.contains(name))));
        return table.lines();
    }

    /** The last column has no name: it is empty where nothing is paused. */
    private static List<String> head() {
        List<String> head = new ArrayList<>(List.of("QUEUE"));
        for (JobState state : JobState.values()) {
            head.add(state.name());
        }
        head.add("WAITING");
        head.add("");
        return head;
    }

    private static List<String> row(String queueName, List<QueueStats> stats, boolean paused) {
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
                .map(Times::brief)
                .orElse("-"));
        row.add(paused ? "paused" : "");
        return row;
    }
}
