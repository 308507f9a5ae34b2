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
     * Stops, and returns when all is stopped or the time is over.
     *
     * <ul>
     *   <li><b>D4.1</b> It waits for handlers that run, and their ends are written when it returns.
     *   <li><b>D4.2</b> It claims nothing more, and gives back at once what was claimed but not begun,
     *       the attempt not counted.
     *   <li><b>D4.3</b> Handlers still running at the end of the time are interrupted and their jobs
     *       handed back to be run again, the attempt counted.
     *   <li><b>D4.4</b> Twice is fine, from several threads as well: each call returns when all is
     *       stopped or its own time is over. Called from a handler of this subscription, it does not
     *       wait for that handler.
     *   <li><b>D4.5</b> It returns at most about a second after the time, also when the database is down
     *       or does not answer.
     * </ul>
     *
     * @param timeout how long to wait for handlers, zero or more
     * @throws IllegalArgumentException if the timeout is negative
     */
    void close(Duration timeout);
}
