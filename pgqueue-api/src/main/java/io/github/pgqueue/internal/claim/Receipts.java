package io.github.pgqueue.internal.claim;

import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.internal.observe.Awaits;
import io.github.pgqueue.internal.observe.Events;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What the store has said of the ends of a subscription's jobs, told to who wants to know. Thread-safe. */
public final class Receipts {

    private static final Logger LOG = System.getLogger(Receipts.class.getName());

    private final String queueName;
    private final Events events;
    private final Awaits awaits;
    private final LongSupplier epoch;
    /** Of ends that may have counted already when they are sent again. */
    private final Set<Fence> unsure = ConcurrentHashMap.newKeySet();

    /**
     * For one subscription.
     *
     * @param epoch the number of the lease that a claim is made under
     */
    public Receipts(String queueName, Events events, Awaits awaits, LongSupplier epoch) {
        this.queueName = queueName;
        this.events = events;
        this.awaits = awaits;
        this.epoch = epoch;
    }

    /** The answer to these is lost; they will be sent again. */
    public void lost(List<End> ends) {
        ends.forEach(end -> unsure.add(end.settlement().fence()));
    }

    /** The store has answered. */
    public void answered(ExchangeResult result, List<End> ends) {
        if (ends.isEmpty()) {
            return;
        }
        Set<Fence> lost = new HashSet<>(result.lost());
        List<Fence> tooLate = new ArrayList<>();
        for (End end : ends) {
            Fence fence = end.settlement().fence();
            boolean mayHaveCounted = unsure.remove(fence) && end.epoch() == epoch.getAsLong();
            if (!lost.contains(fence)) {
                written(end);
            } else if (!mayHaveCounted) {
                tooLate.add(fence);
                events.tell(() -> new QueueEvent.AckLost(queueName, fence.id(), fence.attempt()));
            }
        }
        if (!tooLate.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "queue {0}: {1} of {2} ends came too late and changed nothing: {3}",
                    queueName,
                    tooLate.size(),
                    ends.size(),
                    tooLate);
        }
    }

    /** An end is durable. */
    public void written(End end) {
        if (events.isObserved()) {
            Ended.event(queueName, end).ifPresent(event -> events.tell(() -> event));
        }
        awaits.hint(queueName, end.settlement().fence().id());
    }
}
