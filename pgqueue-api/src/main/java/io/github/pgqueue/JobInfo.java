package io.github.pgqueue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job as it stands in the table, without its payload. Immutable.
 *
 * @param id the job's number
 * @param queueName the queue it belongs to
 * @param state where it is in its life
 * @param priority lower runs first
 * @param attempt how many times it was started; 0 before the first
 * @param error class and message of the last failure, if there was one
 * @param runAt when it is or was due, by the database's clock
 * @param createdAt when it was pushed, by the database's clock
 * @param updatedAt when its state last changed, by the database's clock
 * @param node who runs it, or ran it last
 * @param cancelRequested whether it was asked to end while it was running
 * @param errors the last failures, at most {@value AttemptError#MOST_KEPT}, oldest first
 * @param headers what travels beside the payload
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
        Instant updatedAt,
        Optional<String> node,
        boolean cancelRequested,
        List<AttemptError> errors,
        Map<String, String> headers) {

    /**
     * Copies what is mutable.
     *
     * @param id the job's number
     * @param queueName the queue it belongs to
     * @param state where it is in its life
     * @param priority lower runs first
     * @param attempt how many times it was started; 0 before the first
     * @param error class and message of the last failure, if there was one
     * @param runAt when it is or was due, by the database's clock
     * @param createdAt when it was pushed, by the database's clock
     * @param updatedAt when its state last changed, by the database's clock
     * @param node who runs it, or ran it last
     * @param cancelRequested whether it was asked to end while it was running
     * @param errors the last failures, at most {@value AttemptError#MOST_KEPT}, oldest first
     * @param headers what travels beside the payload
     * @throws NullPointerException if a part is missing
     */
    public JobInfo {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    /** Without headers and failures, which may hold secrets of the application. */
    @Override
    public String toString() {
        return "JobInfo[" + queueName + " " + id + ", " + state + ", priority " + priority + ", attempt " + attempt
                + ", run at " + runAt + ", updated at " + updatedAt + "]";
    }
}
