package io.github.pgqueue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link QueueObserver} is told. Immutable. Kinds may be added in later versions.
 */
public sealed interface QueueEvent {

    /**
     * Jobs were pushed through this {@link PgQueues} and are durable, or will be with the caller's commit.
     *
     * @param queueName the queue
     * @param jobs how many
     * @param took how long the call to the database took
     */
    record Pushed(String queueName, int jobs, Duration took) implements QueueEvent {}

    /**
     * Jobs were claimed.
     *
     * @param queueName the queue
     * @param jobs how many
     * @param took how long the exchange with the database took
     */
    record Claimed(String queueName, int jobs, Duration took) implements QueueEvent {}

    /**
     * A job was done.
     *
     * @param queueName the queue
     * @param id the job
     * @param attempt which attempt
     * @param ran how long its handler ran
     */
    record Succeeded(String queueName, long id, int attempt, Duration ran) implements QueueEvent {}

    /**
     * A job failed for good.
     *
     * @param queueName the queue
     * @param id the job
     * @param attempt which attempt
     * @param ran how long its handler ran; zero if it was not started
     * @param type the class of the failure
     */
    record Failed(String queueName, long id, int attempt, Duration ran, String type) implements QueueEvent {}

    /**
     * A job failed and will be tried again, unless somebody cancels it before, or has done so without this node
     * having heard of it.
     *
     * @param queueName the queue
     * @param id the job
     * @param attempt which attempt
     * @param ran how long its handler ran
     * @param type the class of the failure
     * @param delay how long until it is due; zero if its handler has named a time
     * @param dueAt the time that its handler has named
     */
    record Retried(
            String queueName, long id, int attempt, Duration ran, String type, Duration delay, Optional<Instant> dueAt)
            implements QueueEvent {}

    /**
     * A handler has put its job off; it may be cancelled as one that is {@link Retried}.
     *
     * @param queueName the queue
     * @param id the job
     * @param attempt which attempt
     * @param ran how long its handler ran
     * @param delay how long until it is due
     */
    record Snoozed(String queueName, long id, int attempt, Duration ran, Duration delay) implements QueueEvent {}

    /**
     * A running job was cancelled, by its handler or on demand. One that waits tells {@link PgQueue#cancel(long)}.
     *
     * @param queueName the queue
     * @param id the job
     * @param attempt which attempt
     * @param ran how long its handler ran
     */
    record Cancelled(String queueName, long id, int attempt, Duration ran) implements QueueEvent {}

    /**
     * This node has given back jobs of nodes whose lease was over.
     *
     * @param queueName the queue
     * @param jobs how many
     */
    record Rescued(String queueName, int jobs) implements QueueEvent {}

    /**
     * An end came too late and changed nothing: the job was rescued, cancelled or changed by hand meanwhile.
     *
     * @param queueName the queue
     * @param id the job
     * @param attempt which attempt
     */
    record AckLost(String queueName, long id, int attempt) implements QueueEvent {}

    /**
     * This node could not beat in time: its handlers were interrupted and its claims dropped.
     *
     * @param node the node's name
     * @param jobs how many jobs it had in hand
     */
    record LeaseLost(String node, int jobs) implements QueueEvent {}

    /**
     * The listening connection has another state.
     *
     * @param state the new one
     */
    record ListenerChanged(ListenerState state) implements QueueEvent {}
}
