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
     * Does the job.
     *
     * <ul>
     *   <li><b>D3.1</b> The job is {@link JobState#RUNNING} in the table while this runs.
     *   <li><b>D3.2</b> Returning ends it as {@link JobState#SUCCESS}.
     *   <li><b>D3.3</b> Throwing anything, an {@link Error} too, is a failure: class, message, trace, time
     *       and node are kept, and the {@link RetryPolicy} says how it goes on. The subscription goes on.
     *   <li><b>D3.4</b> Throwing {@link InterruptedException} is a failure like others, and a thread that
     *       is left interrupted does no harm to later jobs.
     *   <li><b>D3.5</b> An end that cannot be written is written again until it is; the handler is not
     *       called again for that.
     *   <li><b>D3.6</b> Jobs whose claim was carried out but whose answer was lost are given back and
     *       done, the attempt not counted.
     *   <li><b>D6.3</b> Throwing a {@link JobExit} says how the job goes on: retried at a given time, given
     *       up, snoozed without costing an attempt, or cancelled.
     * </ul>
     *
     * <p>The thread is interrupted, and {@link Job#isCancelRequested()} is true, when the job is cancelled,
     * when its time limit is over, when the node loses its lease, and when the subscription is closed and the
     * handler is still running at the end of the {@linkplain PgQueuesConfig#closeTimeout() time to close}.
     *
     * @param job the job
     * @throws Exception if the job failed
     */
    void handle(Job job) throws Exception;
}
