package io.github.pgqueue.spi;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import java.util.List;
import java.util.Optional;

/**
 * Where jobs are kept. Has no threads of its own; thread-safe; each call is a transaction of its own.
 *
 * <p>Rules that hold for every method: it blocks until it is done; it throws
 * {@link io.github.pgqueue.StoreException} if the database refuses or cannot be reached, and has then
 * changed nothing or cannot know; times are the database's.
 *
 * <p>Whoever keeps jobs also announces them: once a job that can run is committed, by whatever way it
 * came, a {@link Ring} for its queue is sent on the table's channel, where the store has such a thing.
 */
public interface QueueStore extends AutoCloseable {

    /**
     * Creates what the store needs, or upgrades what an earlier version made.
     *
     * <ul>
     *   <li><b>S1.1</b> Repeating it changes nothing and keeps all jobs.
     *   <li><b>S1.2</b> Called by many at once, from several stores too, it succeeds for all of them.
     * </ul>
     */
    void bootstrap();

    /**
     * What {@link #bootstrap()} runs on an empty database. Needs no connection.
     *
     * @return a script; empty if the store needs none
     */
    String bootstrapSql();

    /**
     * Adds jobs, each {@code NEW}, due now, attempt 0.
     *
     * <ul>
     *   <li><b>S2.1</b> The ids come in the order of the jobs; no two jobs of a store share one.
     *   <li><b>S2.2</b> When it returns, every other store on the same table sees the jobs.
     *   <li><b>S2.3</b> Payloads come back byte for byte; absent, empty and zero bytes are kept apart.
     *   <li><b>S2.4</b> It adds all jobs or none. An empty list adds none and is no error.
     * </ul>
     *
     * @param queueName the queue
     * @param jobs the jobs
     * @return their ids
     */
    List<Long> insert(String queueName, List<NewJob> jobs);

    /**
     * Settles finished jobs and claims the next ones, in one round trip where the store can.
     *
     * <p>Claiming:
     *
     * <ul>
     *   <li><b>S3.1</b> Only jobs of the given queue that are {@code NEW} and due.
     *   <li><b>S3.2</b> By priority, then due time, then id; the result is in this order.
     *   <li><b>S3.3</b> Never more than {@link Exchange#limit()}; zero claims none.
     *   <li><b>S3.4</b> No job is claimed twice, whatever the number of callers, stores and processes,
     *       and no caller waits for another one's claim.
     *   <li><b>S3.5</b> A claimed job is {@code RUNNING}, its attempt one higher; its {@link Fence}
     *       carries attempt and claim.
     *   <li><b>S3.6</b> If fewer than the limit were claimed and a job of the queue waits for a later
     *       time, {@link ExchangeResult#nextDue()} says how long until the first is due, to within
     *       50 ms.
     * </ul>
     *
     * <p>Settling:
     *
     * <ul>
     *   <li><b>S4.1</b> {@link Outcome#SUCCESS} ends the job as {@code SUCCESS}, {@link Outcome#ERROR}
     *       as {@code ERROR} with the message kept.
     *   <li><b>S4.2</b> A settlement counts only if the job is {@code RUNNING} and id, attempt and claim
     *       are those of its {@link Fence}; else it touches nothing and its fence is in
     *       {@link ExchangeResult#lost()}.
     *   <li><b>S4.3</b> Repeating a settlement touches nothing.
     *   <li><b>S4.4</b> {@link Outcome#RETRY} makes the job {@code NEW} again, due after the
     *       settlement's delay, the attempt counted and the message kept.
     *   <li><b>S4.5</b> {@link Outcome#RELEASE} makes the job {@code NEW} again, due as before, as if it
     *       had never been claimed: the attempt is not counted.
     *   <li><b>S4.6</b> A settlement that is lost does not hinder the others, nor the claim.
     * </ul>
     *
     * @param exchange what to settle and how many to claim
     * @return what was claimed, and what came too late
     */
    ExchangeResult exchange(Exchange exchange);

    /**
     * Gives back all that was claimed under one claim number, for a caller that sent an exchange and
     * lost the answer.
     *
     * <ul>
     *   <li><b>S5.1</b> Exactly the queue's jobs that are {@code RUNNING} under this claim become
     *       {@code NEW} as by {@link Outcome#RELEASE}; no other job is touched.
     * </ul>
     *
     * @param queueName the queue
     * @param claim the {@link Exchange#claim()} of the lost exchange
     * @return how many jobs were given back
     */
    int takeBack(String queueName, long claim);

    /**
     * Looks a job up.
     *
     * <ul>
     *   <li><b>S6.1</b> It tells state, attempt, error and times as they stand; a job that is not there
     *       or in another queue is empty.
     * </ul>
     *
     * @param queueName the queue
     * @param id the job
     * @return the job as it stands
     */
    Optional<JobInfo> find(String queueName, long id);

    /**
     * Counts jobs.
     *
     * <ul>
     *   <li><b>S6.2</b> One entry for each queue and state that has jobs, by queue name, then state, with
     *       the age of the job that has been due longest among those that wait.
     * </ul>
     *
     * @return the counts
     */
    List<QueueStats> stats();

    /**
     * Lets go of all resources.
     *
     * <ul>
     *   <li><b>S7.1</b> Twice is fine; it returns within seconds, also with the database down.
     *   <li><b>S7.2</b> Afterwards every other method but {@link #bootstrapSql()} throws
     *       {@link IllegalStateException}.
     * </ul>
     */
    @Override
    void close();
}
