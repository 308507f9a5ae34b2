package io.github.pgqueue.benchmarks;

import java.util.List;

/** A table, a worker in another process, and who adds jobs one at a time. */
interface PickupPlace extends AutoCloseable {

    /** What is measured there, from the commit's return, in the order of {@link #once}. */
    List<String> names();

    /**
     * Adds a job and waits until it was picked up.
     *
     * @return nanoseconds since the commit's return
     */
    long[] once(Rung rung);

    /** Clears away what earlier jobs left behind. */
    void settle();

    @Override
    void close();
}
