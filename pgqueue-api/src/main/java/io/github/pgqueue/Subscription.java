package io.github.pgqueue;

import java.time.Duration;

/** Workers on one queue. Thread-safe. */
public interface Subscription extends AutoCloseable {

    /**
     * The queue it works on.
     *
     * @return the queue's name
     */
    String queueName();

    /**
     * Stops within {@link PgQueuesConfig#closeTimeout()}: the same as {@link #close(Duration)} with
     * it.
     */
    @Override
    void close();

    /**
     * Stops: claims nothing more, gives back what was claimed but not begun, and waits for handlers
     * that run. Those still running at the end of the time are interrupted and their jobs handed back
     * to be run again, the attempt counted. Returns at most about a second after the time, also with
     * the database down. Twice is fine, from several threads as well: each call returns when all is
     * stopped or its own time is over.
     *
     * <p>Called from a handler of this subscription, it does not wait for that handler.
     *
     * @param timeout how long to wait for handlers, zero or more
     * @throws IllegalArgumentException if the timeout is negative
     */
    void close(Duration timeout);
}
