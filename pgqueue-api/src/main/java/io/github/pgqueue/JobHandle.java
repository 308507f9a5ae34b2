package io.github.pgqueue;

import java.util.concurrent.CompletableFuture;

/** A job that was pushed. Thread-safe. */
public interface JobHandle {

    /**
     * The job's number.
     *
     * @return the id; of the first job, if one held the key already
     */
    long id();

    /**
     * Whether a job with the same {@link UniqueKey} was there already, so that none was added.
     *
     * @return {@code false} for a job without a key
     */
    boolean wasThere();

    /**
     * Waits for the job's end: the same as {@link PgQueue#await(long)} with its id. Costs nothing until it is
     * called.
     *
     * @return completes with the outcome
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    CompletableFuture<JobOutcome> outcome();
}
