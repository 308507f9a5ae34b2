package io.github.pgqueue.chaos.plan;

import io.github.pgqueue.RetryPolicy;
import java.time.Duration;
import java.util.List;

/** The queues of a run. */
public final class Queues {

    /** Most jobs. */
    public static final String MAIN = "main";

    /** Jobs that are handled in the transaction that ends them. */
    public static final String TRANSACTIONAL = "transactional";

    /** Jobs that one worker does, one at a time. */
    public static final String ORDERED = "ordered";

    /** All of them. */
    public static final List<String> ALL = List.of(MAIN, TRANSACTIONAL, ORDERED);

    /** The pause after a failure of a job that has no policy of its own. */
    public static final Duration PAUSE = Duration.ofMillis(100);

    /** More attempts than a run has faults: such a job must succeed in the end. */
    public static final RetryPolicy PATIENT = RetryPolicy.fixed(PAUSE, 10_000);

    private Queues() {}

    /**
     * How many jobs of a queue one worker process does at once.
     *
     * @param queue its name
     * @return at least 1
     */
    public static int parallel(String queue) {
        return switch (queue) {
            case MAIN -> 8;
            case TRANSACTIONAL -> 4;
            default -> 1;
        };
    }
}
