package io.github.pgqueue;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One named queue. Thread-safe; nothing needs to be closed.
 *
 * <p>A queue exists by being used: there is nothing to create, and two objects with one name are the
 * same queue.
 */
public interface PgQueue {

    /**
     * The queue's name.
     *
     * @return 1 to 255 characters
     */
    String name();

    /**
     * Adds a job and returns once it is durable. Idle subscribers, here and elsewhere, start at once.
     *
     * <ul>
     *   <li><b>D1.1</b> Once it returns, all see the job.
     *   <li><b>D1.2</b> Idle subscribers of this process are woken, with or without a listener.
     *   <li><b>D1.3</b> Idle subscribers of other processes are woken by their listeners, without
     *       waiting for a poll, unless {@link PgQueuesConfig#wake()} is {@link Wake#NONE}.
     *   <li><b>D1.4</b> The payload reaches the handler byte for byte; absent and empty differ; text is
     *       UTF-8.
     *   <li><b>D1.7</b> If the outcome is {@linkplain StoreException#isOutcomeUnknown() unknown}, what was added is
     *       begun by whoever is free all the same, and once: all are woken who would be by a push that succeeds. So is
     *       what was claimed for a worker of this process by the statement that added it, if the answer is lost or late.
     *   <li><b>D1.8</b> One worker begins the jobs of one priority in the order in which they were pushed, by
     *       whatever process.
     * </ul>
     *
     * <p>While a subscription of this process has workers for all jobs of a call, and nothing waits in the queue, the jobs
     * are claimed by the very statement that adds them, and need no exchange to be begun. So they are {@link
     * JobState#RUNNING} from the start. Jobs with anything but payload and priority are claimed as all others.
     *
     * @param payload the bytes; not copied
     * @return the job's id
     * @throws IllegalArgumentException if the payload is larger than {@link NewJob#MAX_PAYLOAD_BYTES}
     * @throws StoreException if the database refuses or cannot be reached; no job was added, unless the outcome is
     *     {@linkplain StoreException#isOutcomeUnknown() unknown}
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    long push(byte[] payload);

    /**
     * Adds a job with this text, as UTF-8.
     *
     * @param payload the text
     * @return the job's id
     * @throws IllegalArgumentException if the payload is larger than {@link NewJob#MAX_PAYLOAD_BYTES}
     * @throws StoreException as for {@link #push(byte[])}
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    long push(String payload);

    /**
     * Adds a job.
     *
     * @param job the job
     * @return the job's id; of the first job, if one held its {@link UniqueKey} already
     * @throws StoreException as for {@link #push(byte[])}
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    long push(NewJob job);

    /**
     * Adds a job, and tells more about it.
     *
     * <ul>
     *   <li><b>D1.5</b> Of any number of pushes of one {@link UniqueKey}, from any number of threads and
     *       processes, one adds a job; all get its id, and all but one are told that it was there.
     * </ul>
     *
     * @param job the job
     * @return its id, whether it was there, and how it ends
     * @throws StoreException as for {@link #push(byte[])}
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    JobHandle submit(NewJob job);

    /**
     * Adds a job in a transaction of the caller.
     *
     * <ul>
     *   <li><b>D1.6</b> The job is there with the caller's commit, and never if it rolls back; nobody is woken
     *       before. The connection is neither committed nor closed, and its autocommit stays as it is.
     * </ul>
     *
     * <p>With autocommit on, the job is durable at once. A failure leaves the transaction as PostgreSQL does:
     * unusable until it is rolled back.
     *
     * @param connection of either driver, or of a pool
     * @param job the job
     * @return the job's id; of the first job, if one held its {@link UniqueKey} already
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store keeps jobs in no SQL database
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    long push(Connection connection, NewJob job);

    /**
     * Adds many jobs in a transaction of the caller, as {@link #push(Connection, NewJob)} does.
     *
     * @param connection of either driver, or of a pool
     * @param jobs the jobs; may be empty
     * @return the ids, in the order of the jobs
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store keeps jobs in no SQL database
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    List<Long> pushAll(Connection connection, List<NewJob> jobs);

    /**
     * Adds a job in a transaction of the caller, as {@link #push(Connection, NewJob)} does, and tells more about it.
     *
     * @param connection of either driver, or of a pool
     * @param job the job
     * @return its id, whether it was there, and, to be asked for after the commit, how it ends
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store keeps jobs in no SQL database
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    JobHandle submit(Connection connection, NewJob job);

    /**
     * Adds many jobs, all or none, in one statement (in several of one transaction once their
     * payloads together pass 32 MiB). Far faster than pushing one by one.
     *
     * @param jobs the jobs; may be empty
     * @return the ids, in the order of the jobs
     * @throws StoreException if the database refuses or cannot be reached; none was added, unless the outcome is
     *     {@linkplain StoreException#isOutcomeUnknown() unknown}
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    List<Long> pushAll(List<NewJob> jobs);

    /**
     * Starts to work on this queue, one job at a time.
     *
     * @param handler what to do with a job
     * @return the subscription; close it to stop
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    default Subscription subscribe(JobHandler handler) {
        return subscribe(SubscribeOptions.parallel(1), handler);
    }

    /**
     * Starts to work on this queue. Jobs that wait already are begun at once, later ones as soon as
     * they are pushed. Returns without waiting for the database.
     *
     * <ul>
     *   <li><b>D2.1</b> Jobs that wait already are begun at once.
     *   <li><b>D2.2</b> Jobs of any other client, such as rows of a plain SQL {@code INSERT}, one or
     *       many, wake an idle subscription as a push does.
     *   <li><b>D2.3</b> A job that is due later is begun when it is due, neither before nor at the next
     *       poll.
     *   <li><b>D2.4</b> So many workers do so many jobs at once, and never more.
     *   <li><b>D2.5</b> Each job is given to one worker, whatever the number of subscriptions and
     *       processes.
     *   <li><b>D2.6</b> Jobs are begun by priority, then due time, then id.
     *   <li><b>D2.8</b> A listening connection that is lost comes back, and what was pushed meanwhile
     *       does not wait for a poll.
     *   <li><b>D2.9</b> Jobs of other queues are left alone.
     * </ul>
     *
     * <p>With many processes at one queue, and while nobody has anything to do:
     *
     * <ul>
     *   <li><b>D15.1</b> Of many idle processes few look for a single job that was rung for, once they have contended
     *       for some.
     *   <li><b>D15.2</b> It begins as soon as those can that were quickest before; if they are busy or gone, others
     *       look within 50 ms.
     *   <li><b>D15.3</b> Several jobs that are pushed together wake all.
     *   <li><b>D15.4</b> While rings arrive, a process looks for all its idle queues by one question, where the store
     *       has such a thing, and finds what nobody rang for within {@link PgQueuesConfig#backstopInterval()}.
     * </ul>
     *
     * @param options how many at once, and on which threads
     * @param handler what to do with a job
     * @return the subscription; close it to stop
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    Subscription subscribe(SubscribeOptions options, JobHandler handler);

    /**
     * Starts to work on this queue with handlers that write in the very transaction that ends the job.
     *
     * <p>Each handler that runs holds a connection for as long. Where pgqueue makes its own connections, at
     * most {@link PgQueuesConfig#maxConnections()} less two handlers run at once, whatever {@code parallel}
     * says; a data source of yours should have two more than all workers together.
     *
     * @param options how many at once, and on which threads
     * @param handler what to do with a job
     * @return the subscription; close it to stop
     * @throws UnsupportedOperationException if the store keeps jobs in no SQL database
     * @throws IllegalArgumentException if there are too few connections for any handler
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    Subscription subscribe(SubscribeOptions options, TransactionalHandler handler);

    /**
     * Looks a job of this queue up.
     *
     * @param id the job's id
     * @return the job as it stands now; empty if this queue has no such job
     * @throws StoreException if the database refuses or cannot be reached
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    Optional<JobInfo> find(long id);

    /**
     * Waits for a job's end, wherever it runs.
     *
     * <ul>
     *   <li><b>D10.1</b> The future completes with the state, the result and the last error once the end is
     *       durable, also if it was before; without waiting for a poll where the listener hears.
     *   <li><b>D10.2</b> It completes across processes, and without a listener by polling.
     *   <li><b>D10.3</b> It completes exceptionally with a {@link JobNotFoundException} if the job is not
     *       there, or vanishes, and with {@link IllegalStateException} when the {@link PgQueues} is closed.
     *   <li><b>D10.4</b> Jobs that nobody awaits ring nobody when they end.
     * </ul>
     *
     * <p>Does not block. Cancelling the future only ends the waiting.
     *
     * @param id the job's id
     * @return completes on a thread of pgqueue: hand on what takes long
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    CompletableFuture<JobOutcome> await(long id);

    /**
     * Ends a job before it is done.
     *
     * <ul>
     *   <li><b>D8.2</b> A job that waits is {@link JobState#CANCELLED} when this returns, and never starts.
     *   <li><b>D8.3</b> A handler that runs, on any node, is interrupted within a second and sees {@link
     *       Job#isCancelRequested()}; if it then throws, the job is CANCELLED.
     *   <li><b>D8.4</b> A handler that returns all the same has done its job: it is SUCCESS.
     * </ul>
     *
     * @param id the job's id
     * @return what was found
     * @throws StoreException if the database refuses or cannot be reached
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    CancelResult cancel(long id);

    /**
     * Runs a job again that has failed or was cancelled: it is due at once, with all attempts that its policy
     * allows before it. {@link Job#attempt()} goes on counting.
     *
     * <ul>
     *   <li><b>D12.1</b> It wakes idle subscribers, here and elsewhere.
     * </ul>
     *
     * @param id the job's id
     * @return {@code false} if it is not there, in another state, or its {@link UniqueKey} is held by another
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    boolean retry(long id);

    /**
     * Deletes a job that is not running.
     *
     * @param id the job's id
     * @return {@code false} if it is not there or is running
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    boolean discard(long id);

    /**
     * Lists jobs, a page at a time: those that wait in the order in which they will be claimed, all others by
     * the time of their last change, latest first. A page costs its own rows, however many jobs there are.
     *
     * @param filter which
     * @param limit how many at most, 1 to 1000
     * @param from {@link JobPage#next()} of the page before; empty for the first
     * @return the page
     * @throws IllegalArgumentException if the limit is out of range, or {@code from} is no such text
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    JobPage jobs(JobFilter filter, int limit, Optional<String> from);

    /**
     * How many jobs {@link #apply(BulkAction, JobFilter)} would touch now.
     *
     * @param action what would be done
     * @param filter to which jobs
     * @return how many
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    long preview(BulkAction action, JobFilter filter);

    /**
     * Does to many jobs what the methods for single ones do. In steps of a thousand, so that nobody waits
     * for it; if one fails, those before it are done, and the exception's outcome is
     * {@linkplain StoreException#isOutcomeUnknown() unknown}.
     *
     * @param action what to do
     * @param filter to which jobs; those that come after the call has begun may be passed over
     * @return how many were touched
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    long apply(BulkAction action, JobFilter filter);

    /**
     * Stops claims from this queue, by all nodes, until it is resumed. What runs goes on to its end; pushes
     * go on. Pausing twice is fine.
     *
     * <ul>
     *   <li><b>D12.2</b> Once it returns, no claim that begins from then on takes a job of the queue. What was
     *       claimed before, or by a claim under way, is begun.
     * </ul>
     *
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    void pause();

    /**
     * Lets the queue go on. Resuming what is not paused is fine.
     *
     * <ul>
     *   <li><b>D12.3</b> It wakes idle subscribers, here and elsewhere.
     * </ul>
     *
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    void resume();
}
