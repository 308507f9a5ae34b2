package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.internal.watch.Watch;
import io.github.pgqueue.internal.watch.Watches;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.InsertedJobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The subscriptions of a node that are open or have something left to write, by queue. Thread-safe. */
public final class Subscribers implements Watches {

    private final Map<String, Set<NodeSubscription>> byQueue = new ConcurrentHashMap<>();

    public void add(NodeSubscription subscription) {
        byQueue.compute(subscription.queueName(), (queueName, present) -> {
            Set<NodeSubscription> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(subscription);
            return all;
        });
    }

    public void remove(NodeSubscription subscription) {
        byQueue.computeIfPresent(subscription.queueName(), (queueName, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
    }

    public boolean isAny(String queueName) {
        return byQueue.containsKey(queueName);
    }

    public void wake(String queueName) {
        tell(queueName, Watch::heard);
    }

    /** Tells all of a queue some news. */
    public void tell(String queueName, Consumer<Watch> news) {
        byQueue.getOrDefault(queueName, Set.of()).forEach(subscription -> news.accept(subscription.watch()));
    }

    /**
     * Adds jobs for a subscription that has workers for all of them; throws what the store throws.
     *
     * @return empty if there is none, and they are to be added for whoever comes
     */
    public Optional<InsertedJobs> push(String queueName, List<NewJob> jobs) {
        for (NodeSubscription subscription : byQueue.getOrDefault(queueName, Set.of())) {
            Optional<InsertedJobs> added = subscription.handoff().push(jobs);
            if (added.isPresent()) {
                return added;
            }
        }
        return Optional.empty();
    }

    @Override
    public int count() {
        return byQueue.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public List<Watch> resting() {
        return all().stream()
                .map(NodeSubscription::watch)
                .filter(Watch::isResting)
                .toList();
    }

    /** Makes all look into the table, after a time in which rings may have been missed. */
    public void sweep() {
        all().forEach(NodeSubscription::sweep);
    }

    /** All leases before this one are lost. */
    public void dropClaims(long epoch) {
        all().forEach(subscription -> subscription.dropClaims(epoch));
    }

    public void cancel(Set<Fence> fences) {
        all().forEach(subscription -> subscription.cancel(fences));
    }

    /** How many jobs are claimed and not ended. */
    public int inHand() {
        return all().stream().mapToInt(NodeSubscription::inHand).sum();
    }

    /** Stops all at the same time, rather than each within a time of its own. */
    public void closeAll(Deadline deadline) {
        List<NodeSubscription> open = all();
        open.forEach(NodeSubscription::drain);
        NodeSubscription.finish(open, deadline, true);
    }

    private List<NodeSubscription> all() {
        return byQueue.values().stream().flatMap(Set::stream).toList();
    }
}
