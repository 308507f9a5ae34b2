package io.github.pgqueue.testkit.memory;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in a table. Guarded by it. */
final class MemoryRows {

    private final Map<String, MemoryQueue> queues = new TreeMap<>();
    private final MemoryNodes nodes = new MemoryNodes();
    private final MemoryDuties duties = new MemoryDuties();
    private long lastId;

    MemoryQueue queue(String name) {
        return queues.computeIfAbsent(name, MemoryQueue::new);
    }

    /** All queues that were ever used, by name. */
    Collection<MemoryQueue> queues() {
        return queues.values();
    }

    /** All jobs of all queues. */
    Stream<MemoryJob> jobs() {
        return queues.values().stream().flatMap(queue -> queue.jobs().stream());
    }

    MemoryNodes nodes() {
        return nodes;
    }

    MemoryDuties duties() {
        return duties;
    }

    long nextId() {
        return ++lastId;
    }
}
