package com.example.filequeue;

import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All jobs of a journal as they stand, in memory. Methods that change something only say what the rows
 * would become: they are put here once they are written. Not thread-safe.
 */
final class Table {

    private final TreeMap<Long, Row> rows = new TreeMap<>();

    void put(Row row) {
        rows.put(row.id(), row);
    }

    List<Row> insert(String queueName, List<NewJob> jobs, Instant now) {
        long id = rows.isEmpty() ? 0 : rows.lastKey();
        List<Row> added = new ArrayList<>();
        for (NewJob job : jobs) {
            id++;
            added.add(new Row(id, queueName, job.payload(), job.priority(), JobState.NEW, 0, 0, null, now, now, now));
        }
        return added;
    }

    List<Row> takeBack(String queueName, long claim, Instant now) {
        return ofQueue(queueName)
                .filter(row -> row.state() == JobState.RUNNING && row.claim() == claim)
                .map(row -> row.released(now))
                .toList();
    }

    Optional<Row> find(String queueName, long id) {
        return Optional.ofNullable(rows.get(id)).filter(row -> row.queueName().equals(queueName));
    }

    Stream<Row> ofQueue(String queueName) {
        return rows.values().stream().filter(row -> row.queueName().equals(queueName));
    }

    List<QueueStats> stats(Instant now) {
        return rows.values().stream()
                .collect(Collectors.groupingBy(row -> new Group(row.queueName(), row.state())))
                .entrySet()
                .stream()
                .map(group -> count(group.getKey(), group.getValue(), now))
                .sorted(Comparator.comparing(QueueStats::queueName).thenComparing(QueueStats::state))
                .toList();
    }

    private static QueueStats count(Group group, List<Row> members, Instant now) {
        Optional<Duration> oldest = members.stream()
                .filter(row -> row.isDue(now))
                .map(Row::runAt)
                .min(Comparator.naturalOrder())
                .map(due -> Duration.between(due, now));
        return new QueueStats(group.queueName(), group.state(), members.size(), oldest);
    }

    private record Group(String queueName, JobState state) {}
}
