package io.github.pgqueue.internal.node;

import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.internal.dispatch.Subscribers;
import io.github.pgqueue.internal.lease.Heartbeat;
import io.github.pgqueue.internal.observe.Events;
import io.github.pgqueue.spi.QueueStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.function.BooleanSupplier;

/**
 * What a node's heartbeat and its upkeep bring about. Thread-safe.
 *
 * @param name the node
 * @param lease how long others wait for it
 * @param store where jobs are kept
 * @param subscribers who claims
 * @param events who is told
 * @param rung whether rings are known to arrive
 * @param onHeld told when the node's lease is held again
 */
record NodeCare(
        String name,
        Duration lease,
        QueueStore store,
        Subscribers subscribers,
        Events events,
        BooleanSupplier rung,
        Runnable onHeld)
        implements Heartbeat.Care {

    private static final Logger LOG = System.getLogger(NodeCare.class.getName());

    /** While nobody rings, running jobs are looked at so often for being cancelled. */
    private static final Duration CANCEL_INTERVAL = Duration.ofMillis(500);

    @Override
    public void held() {
        subscribers.sweep();
        onHeld.run();
    }

    @Override
    public void lapsed(long epoch, String why) {
        int jobs = subscribers.inHand();
        // First of all: others may begin them at any moment, whatever holds up a log.
        subscribers.dropClaims(epoch);
        LOG.log(
                Level.WARNING,
                "node {0} has lost its lease: {1}; its {2} jobs are interrupted and may run elsewhere",
                name,
                why,
                jobs);
        events.tell(() -> new QueueEvent.LeaseLost(name, jobs));
    }

    @Override
    public void rescue() {
        store.rescue().forEach((queueName, jobs) -> {
            LOG.log(Level.WARNING, "queue {0}: {1} jobs of nodes that are gone run again", queueName, jobs);
            events.tell(() -> new QueueEvent.Rescued(queueName, jobs));
            subscribers.wake(queueName);
        });
    }

    @Override
    public void checkCancels() {
        if (subscribers.inHand() > 0) {
            subscribers.cancel(new HashSet<>(store.cancelRequests(name)));
        }
    }

    @Override
    public Duration cancelInterval() {
        return rung.getAsBoolean() ? lease : CANCEL_INTERVAL;
    }
}
