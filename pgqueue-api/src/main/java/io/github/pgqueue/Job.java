package io.github.pgqueue;

import java.time.Instant;
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
     * Which attempt this is: 1 at the first. Together with {@link #id()} it never recurs for another
     * start of a handler, so that it can guard effects outside the database.
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
}
