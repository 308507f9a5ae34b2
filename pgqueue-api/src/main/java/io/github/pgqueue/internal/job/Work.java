package io.github.pgqueue.internal.job;

import io.github.pgqueue.spi.ClaimedJob;

/** What a worker does with a job: calls the handler, alone or in a transaction. */
@FunctionalInterface
public interface Work {

    /**
     * Does the job.
     *
     * @return whether its success is written already
     * @throws NotStartedException if the handler could not be called, through no fault of the job's
     * @throws Exception if the job failed
     */
    boolean perform(ClaimedJob claimed, HandledJob job) throws Exception;

    /** Whether a job's row is written to while it is done: then nothing else may keep that row. */
    default boolean writesItsJob() {
        return false;
    }
}
