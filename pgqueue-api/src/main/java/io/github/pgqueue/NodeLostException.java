package io.github.pgqueue;

/**
 * The node that ran a job has died, or was cut off for longer than its lease. What a {@link RetryPolicy} is
 * asked about, and kept as the failure of the attempt.
 */
public class NodeLostException extends PgQueueException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the engine.
     *
     * @param message which node
     */
    public NodeLostException(String message) {
        super(message, null);
    }
}
