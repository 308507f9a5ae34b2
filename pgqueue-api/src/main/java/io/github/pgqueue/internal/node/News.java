package io.github.pgqueue.internal.node;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.Wake;
import io.github.pgqueue.internal.dispatch.Subscribers;
import io.github.pgqueue.internal.lease.Heartbeat;
import io.github.pgqueue.internal.observe.Awaits;
import io.github.pgqueue.internal.observe.Events;
import io.github.pgqueue.internal.ring.ListenerSupervisor;
import io.github.pgqueue.internal.ring.Ringer;
import io.github.pgqueue.spi.Ring;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes to those whom it concerns what is new with jobs: what is heard of others to who is here, and what was done here
 * to others too. Thread-safe.
 */
final class News implements ListenerSupervisor.Audience {

    private final Subscribers subscribers;
    private final Awaits awaits;
    private final Events events;
    private final Supplier<Heartbeat> heartbeat;
    private final Optional<Ringer> ringer;
    private final Wake wake;

    /**
     * For one node.
     *
     * @param heartbeat asked for once there is any news: it carries what proves that rings arrive
     * @param ringer tells others; empty if nobody does
     * @param wake whether it tells them of jobs
     */
    News(
            Subscribers subscribers,
            Awaits awaits,
            Events events,
            Supplier<Heartbeat> heartbeat,
            Optional<Ringer> ringer,
            Wake wake) {
        this.subscribers = subscribers;
        this.awaits = awaits;
        this.events = events;
        this.heartbeat = heartbeat;
        this.ringer = ringer;
        this.wake = wake;
    }

    /** Whether a push has others told on its own way, if the store can: the ringer is at rest, and nobody works here. */
    boolean ridesAlong(String queueName) {
        return wake == Wake.AUTO && ringer.filter(Ringer::isQuiet).isPresent() && !subscribers.isAny(queueName);
    }

    /** Jobs of ours are committed, and others were told: wakes those who subscribe here, if there are some by now. */
    void addedAndRung(String queueName) {
        wake(queueName);
        ringer.ifPresent(Ringer::told);
    }

    /** Jobs of ours are committed: wakes those who subscribe here, and has the others told. */
    void added(Added added) {
        Optional<Ring> ring = added.ring();
        boolean rings = wake == Wake.AUTO;
        if (ring.filter(Ring::isForOneNow).isPresent()) {
            long id = ring.get().jobId().getAsLong();
            subscribers.tell(added.queueName(), watch -> watch.pushed(id, rings));
        } else {
            wake(added.queueName());
        }
        if (rings) {
            ring.ifPresent(each -> ringer.ifPresent(one -> one.ring(each)));
        }
    }

    /** A push of ours has failed, but may be committed all the same: then nobody knows yet. */
    void mayBeAdded(String queueName) {
        wake(queueName);
        if (wake == Wake.AUTO) {
            ringer.ifPresent(one -> one.ring(Ring.of(queueName)));
        }
    }

    /** Wakes those who subscribe in this process, without the way through the database. */
    void wake(String queueName) {
        subscribers.wake(queueName);
    }

    /** A running job was cancelled here. */
    void cancelled(String queueName, long id) {
        heartbeat.get().upkeep().checkCancelsNow();
        awaits.hint(queueName, id);
    }

    /** What saves others a look, if they can be told at little cost. */
    void tellOthers(Ring ring) {
        ringer.ifPresent(one -> one.tell(ring));
    }

    @Override
    public void heard(Ring ring) {
        switch (ring.kind()) {
            case WORK -> heardOfWork(ring);
            case TAKEN -> ring.jobId().ifPresent(id -> subscribers.tell(ring.queueName(), watch -> watch.taken(id)));
            case CANCEL -> heartbeat.get().upkeep().checkCancelsNow();
            case DONE -> ring.jobId().ifPresent(id -> awaits.hint(ring.queueName(), id));
            case PROOF -> {
                // Whoever listens has taken it.
            }
        }
    }

    private void heardOfWork(Ring ring) {
        if (ring.isForOneNow()) {
            long id = ring.jobId().getAsLong();
            subscribers.tell(ring.queueName(), watch -> watch.heard(id));
        } else {
            subscribers.wake(ring.queueName());
        }
    }

    @Override
    public void sweep() {
        subscribers.sweep();
        heartbeat.get().retryNow();
        heartbeat.get().upkeep().checkCancelsNow();
        awaits.lookAtAll();
    }

    @Override
    public void prove() {
        heartbeat.get().beatNow();
    }

    @Override
    public void changed(ListenerState state) {
        events.tell(() -> new QueueEvent.ListenerChanged(state));
    }
}
