package io.github.pgqueue.internal;

import io.github.pgqueue.spi.Fence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions of a node that are open or have something left to write, by queue. Thread-safe. */
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
        of(queueName).forEach(NodeSubscription::wake);
    }

    Set<NodeSubscription> of(String queueName) {
        return byQueue.getOrDefault(queueName, Set.of());
    }

    int count() {
        return byQueue.values().stream().mapToInt(Set::size).sum();
    }

    /** Those that have looked, and wait for what comes. */
    List<NodeSubscription> resting() {
        return all().stream().filter(NodeSubscription::isResting).toList();
    }

    /** Makes all look into the table, after a time in which rings may have been missed. */
    void sweep() {
        all().forEach(NodeSubscription::sweep);
    }

    /** All leases before this one are lost. */
    void dropClaims(long epoch) {
        all().forEach(subscription -> subscription.dropClaims(epoch));
    }

    void cancel(Set<Fence> fences) {
        all().forEach(subscription -> subscription.cancel(fences));
    }

    /** How many jobs are claimed and not ended. */
    int inHand() {
        return all().stream().mapToInt(NodeSubscription::inHand).sum();
    }

    /** Stops all at the same time, rather than each within a time of its own. */
    void closeAll(Deadline deadline) {
        List<NodeSubscription> open = all();
        open.forEach(NodeSubscription::drain);
        NodeSubscription.finish(open, deadline, true);
    }

    private List<NodeSubscription> all() {
        return byQueue.values().stream().flatMap(Set::stream).toList();
    }
}
