package io.github.pgqueue.benchmarks.contender;

/** What a worker does with a job. Called by many threads at once. */
@FunctionalInterface
public interface Handler {

    /**
     * Does one job.
     *
     * @param payload as it was pushed
     * @throws Exception if the job has failed
     */
    void handle(byte[] payload) throws Exception;
}
