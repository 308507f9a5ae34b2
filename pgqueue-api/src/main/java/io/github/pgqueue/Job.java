package io.github.pgqueue;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as its handler sees it: claimed for this one call.
 *
 * <p>Thread-safe as long as nobody writes to the payload's array.
 */
public interface Job {

    /**
     * The job's number, unique in its table. Numbers are not in order of time.
     *
     * @return the id that {@code push} returned
     */
    long id();

    /**
     * The queue it was pushed to.
     *
     * @return the queue's name
     */
    String queueName();

    /**
     * What was pushed. Absent ({@code null}) and empty (no bytes) are different things.
     *
     * @return the bytes, not a copy; {@code null} if the job was pushed without a payload
     */
    byte @Nullable [] payload();

    /**
     * The payload read as UTF-8.
     *
     * @return the text; {@code null} if the job was pushed without a payload
     */
    @Nullable
    String text();

    /**
     * What the pusher put beside the payload, such as a trace id.
     *
     * <ul>
     *   <li><b>D11.3</b> Headers come as they were pushed, at every attempt.
     * </ul>
     *
     * @return an immutable map, empty if there are none
     */
    Map<String, String> headers();

    /**
     * Which start this is: 1 at the first. Together with {@link #id()} it never recurs for another start of
     * a handler, and of two starts of a job the later one has the higher number: a fence that can guard
     * effects outside the database.
     *
     * @return the attempt, at least 1
     */
    int attempt();

    /**
     * The priority it was pushed with; lower runs first.
     *
     * @return a number from -32768 to 32767
     */
    int priority();

    /**
     * When it was due, by the database's clock.
     *
     * @return the due time
     */
    Instant runAt();

    /**
     * When it was pushed, by the database's clock.
     *
     * @return the time of creation
     */
    Instant createdAt();

    /**
     * Whether somebody has cancelled this job, or the node is about to drop it: the handler had better end.
     * Its thread is interrupted too; this can be polled where interrupts are not seen.
     *
     * @return {@code true} once it was asked for
     */
    boolean isCancelRequested();

    /**
     * Leaves something for those who {@linkplain PgQueue#await(long) await} this job. Kept with its success
     * only; the last call counts.
     *
     * @param result at most {@link NewJob#MAX_PAYLOAD_BYTES} bytes, not copied
     * @throws IllegalArgumentException if it is larger
     */
    void setResult(byte[] result);
}
