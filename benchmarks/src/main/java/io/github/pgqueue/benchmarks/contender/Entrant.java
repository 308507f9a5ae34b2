package io.github.pgqueue.benchmarks.contender;

import java.time.Instant;

/** A contender at work on its tables. Thread-safe. */
public interface Entrant extends AutoCloseable {

    /**
     * Adds one job, and returns when it is committed.
     *
     * @param payload its payload
     * @throws Exception if it could not be added
     */
    void push(byte[] payload) throws Exception;

    /**
     * Adds many at once, where the contender has a call for that; else one after the other.
     *
     * @param payload of each
     * @param jobs how many
     * @throws Exception if they could not be added
     */
    default void pushAll(byte[] payload, int jobs) throws Exception {
        for (int i = 0; i < jobs; i++) {
            push(payload);
        }
    }

    /**
     * Adds many at once that are due later.
     *
     * @param payload of each
     * @param jobs how many
     * @param due when they are to start
     * @throws Exception if they could not be added
     */
    default void pushAll(byte[] payload, int jobs, Instant due) throws Exception {
        throw new UnsupportedOperationException("no jobs that are due later");
    }

    /**
     * Starts to work on what is there and what comes.
     *
     * @param workers how many jobs may be done at once
     * @param handler does them
     * @throws Exception if they cannot be started
     */
    Workers work(int workers, Handler handler) throws Exception;

    /** Returns when its workers would learn of what other processes push. */
    default void awaitReady() {}

    /** Counts the rows of jobs that are not done yet. */
    long unfinished();

    @Override
    void close();
}
