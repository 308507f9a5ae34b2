package io.github.pgqueue;

import java.util.List;
import java.util.Optional;

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
     *       waiting for a poll.
     *   <li><b>D1.4</b> The payload reaches the handler byte for byte; absent and empty differ; text is
     *       UTF-8.
     * </ul>
     *
     * @param payload the bytes; not copied
     * @return the job's id
     * @throws IllegalArgumentException if the payload is larger than {@link NewJob#MAX_PAYLOAD_BYTES}
     * @throws StoreException if the database refuses or cannot be reached; no job was added, unless
     *     the connection broke while the answer was under way
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
     * @return the job's id
     * @throws StoreException as for {@link #push(byte[])}
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    long push(NewJob job);

    /**
     * Adds many jobs, all or none, in one statement (in several of one transaction once their
     * payloads together pass 32 MiB). Far faster than pushing one by one.
     *
     * @param jobs the jobs; may be empty
     * @return the ids, in the order of the jobs
     * @throws StoreException if the database refuses or cannot be reached; none was added, unless the
     *     connection broke while the answer was under way
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
     * @param options how many at once, and on which threads
     * @param handler what to do with a job
     * @return the subscription; close it to stop
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    Subscription subscribe(SubscribeOptions options, JobHandler handler);

    /**
     * Looks a job of this queue up.
     *
     * @param id the job's id
     * @return the job as it stands now; empty if this queue has no such job
     * @throws StoreException if the database refuses or cannot be reached
     * @throws IllegalStateException if the {@link PgQueues} is closed
     */
    Optional<JobInfo> find(long id);
}
