package io.github.pgqueue;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as it stands in the table, without its payload. Immutable.
 *
 * @param id the job's number
 * @param queueName the queue it belongs to
 * @param state where it is in its life
 * @param priority lower runs first
 * @param attempt how many times it was started; 0 before the first
 * @param error the message of the last failure, if there was one
 * @param runAt when it is or was due, by the database's clock
 * @param createdAt when it was pushed, by the database's clock
 * @param updatedAt when its state last changed, by the database's clock
 */
public record JobInfo(
        long id,
        String queueName,
        JobState state,
        int priority,
        int attempt,
        Optional<String> error,
        Instant runAt,
        Instant createdAt,
        Instant updatedAt) {}
