package io.github.pgqueue;

import java.time.Duration;

/** A handler was still running when its job's time limit was over. Kept as the failure of the attempt. */
public class JobTimeoutException extends PgQueueException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the engine.
     *
     * @param limit the time limit
     */
    public JobTimeoutException(Duration limit) {
        super("the job's time limit of " + limit + " is over", null);
    }
}
