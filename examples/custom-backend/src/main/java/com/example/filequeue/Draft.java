package com.example.filequeue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The table as it will be once a decision is written. The table itself stays as it is, since writing may fail.
 * Not thread-safe.
 */
final class Draft {

    private final Table table;
    private final Instant now;
    private final Map<Long, Row> rows = new LinkedHashMap<>();
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private long lastId;

    Draft(Table table, Instant now) {
        this.table = table;
        this.now = now;
        this.lastId = table.lastId();
    }

    Instant now() {
        return now;
    }

    long nextId() {
        return ++lastId;
    }

    void put(Row row) {
        rows.put(row.id(), row);
    }

    void put(Lease lease) {
        leases.put(lease.node(), lease);
    }

    /** A list of its own, for who changes what it finds. */
    List<Row> rows() {
        Stream<Row> old = table.rows().stream().filter(row -> !rows.containsKey(row.id()));
        return Stream.concat(old, rows.values().stream())
                .filter(row -> !row.gone())
                .toList();
    }

    Stream<Row> ofQueue(String queueName) {
        return rows().stream().filter(row -> row.queueName().equals(queueName));
    }

    Optional<Row> find(String queueName, long id) {
        return Optional.ofNullable(rows.get(id))
                .or(() -> table.find(queueName, id))
                .filter(row -> row.queueName().equals(queueName) && !row.gone());
    }

    List<Lease> leases() {
        Stream<Lease> old = table.leases().stream().filter(lease -> !leases.containsKey(lease.node()));
        return Stream.concat(old, leases.values().stream())
                .filter(lease -> !lease.gone())
                .toList();
    }

    boolean isAlive(String node) {
        return leases().stream().anyMatch(lease -> lease.node().equals(node) && !lease.isOver(now));
    }

    List<Row> changedRows() {
        return List.copyOf(rows.values());
    }

    List<Change> changes() {
        List<Change> all = new ArrayList<>(rows.values());
        all.addAll(leases.values());
        return all;
    }
}
