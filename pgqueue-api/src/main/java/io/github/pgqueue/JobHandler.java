package io.github.pgqueue;

/**
 * What a subscriber does with a job.
 *
 * <p>Delivery is at least once: a handler whose process dies before its end was written may see the
 * job again. With more than one worker it is called from several threads at once.
 */
@FunctionalInterface
public interface JobHandler {

    /**
     * Does the job. Returning ends it as {@link JobState#SUCCESS}; throwing anything, an
     * {@link Error} too, as {@link JobState#ERROR} with the message kept. Neither ends the
     * subscription.
     *
     * <p>The thread is interrupted when the subscription is closed and the handler is still running
     * at the end of the {@linkplain PgQueuesConfig#closeTimeout() time to close}.
     *
     * @param job the job, {@link JobState#RUNNING} in the table while this runs
     * @throws Exception if the job failed
     */
    void handle(Job job) throws Exception;
}
