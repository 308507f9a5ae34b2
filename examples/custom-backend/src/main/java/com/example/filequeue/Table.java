package com.example.filequeue;

import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All that a journal says, as it stands, in memory. Not thread-safe. */
final class Table {

    private final Map<Long, Row> rows = new TreeMap<>();
    private final Map<String, Lease> leases = new HashMap<>();
    private long lastId;

    void put(Change change) {
        if (change instanceof Row row) {
            lastId = Math.max(lastId, row.id());
            put(rows, row.id(), row);
        } else if (change instanceof Lease lease) {
            put(leases, lease.node(), lease);
        }
    }

    private static <K, C extends Change> void put(Map<K, C> all, K key, C change) {
        if (change.gone()) {
            all.remove(key);
        } else {
            all.put(key, change);
        }
    }

    /** Rule S2.1: also of jobs that are gone. */
    long lastId() {
        return lastId;
    }

    Collection<Row> rows() {
        return rows.values();
    }

    Collection<Lease> leases() {
        return leases.values();
    }

    Optional<Row> find(String queueName, long id) {
        return Optional.ofNullable(rows.get(id)).filter(row -> row.queueName().equals(queueName));
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
