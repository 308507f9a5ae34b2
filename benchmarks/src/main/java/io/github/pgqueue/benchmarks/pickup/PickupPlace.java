package io.github.pgqueue.benchmarks.pickup;

import java.util.List;

/** A table, a worker in another process, and who adds jobs one at a time. For one thread. */
public interface PickupPlace extends AutoCloseable {

    /** The least that it could be: a bare wire that is notified, and one fetch. */
    static PickupPlace floor() {
        return new FloorPlace(FloorTable.SMALL);
    }

    /** The same, but that what is fetched is claimed in a table of pgqueue's. */
    static PickupPlace floorWithClaim() {
        return new FloorPlace(FloorTable.OWN);
    }

    /**
     * A queue.
     *
     * @param backend what the worker works with: {@code pgjdbc}, or a store and a listener with a plus between
     */
    static PickupPlace queue(String backend) {
        return new QueuePlace(backend, "");
    }

    /** A queue whose worker listens, by pgjdbc, on sockets that the user has brought along: the driver's usual ones. */
    static PickupPlace queueOnOwnSockets() {
        return new QueuePlace("pgjdbc", "socketFactory=" + PlainSocketFactory.class.getName());
    }

    /** What is measured there; the last is the whole. */
    List<String> names();

    /**
     * Adds a job and waits until it was picked up.
     *
     * @param rung how the worker learns of it
     * @return when
     */
    Picked once(Rung rung);

    /** Clears away what earlier jobs left behind. */
    void settle();

    @Override
    void close();
}
