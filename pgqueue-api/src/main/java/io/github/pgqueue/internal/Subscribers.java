package io.github.pgqueue.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open subscriptions of a node, by queue. Thread-safe. */
final class Subscribers {

    private final Map<String, Set<NodeSubscription>> byQueue = new ConcurrentHashMap<>();

    void add(NodeSubscription subscription) {
        byQueue.compute(subscription.queueName(), (queueName, present) -> {
            Set<NodeSubscription> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(subscription);
            return all;
        });
    }

    void remove(NodeSubscription subscription) {
        byQueue.computeIfPresent(subscription.queueName(), (queueName, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
    }

    void wake(String queueName) {
        byQueue.getOrDefault(queueName, Set.of()).forEach(NodeSubscription::wake);
    }

    /** Makes all look into the table, after a time in which rings may have been missed. */
    void sweep() {
        all().forEach(NodeSubscription::sweep);
    }

    /** Stops all at the same time, rather than each within a time of its own. */
    void closeAll(Deadline deadline) {
        List<NodeSubscription> open = all();
        open.forEach(NodeSubscription::drain);
        open.forEach(subscription -> subscription.finish(deadline, true));
    }

    private List<NodeSubscription> all() {
        return byQueue.values().stream().flatMap(Set::stream).toList();
    }
}
