package io.github.pgqueue;

/** A job that somebody awaits is not there: it was discarded, pruned, or never pushed to this queue. */
public class JobNotFoundException extends PgQueueException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the engine.
     *
     * @param queueName the queue
     * @param id the job's number
     */
    public JobNotFoundException(String queueName, long id) {
        super("queue '" + queueName + "' has no job " + id, null);
    }
}
