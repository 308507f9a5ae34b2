package io.github.pgqueue.chaos.plan;

import io.github.pgqueue.JobState;
import io.github.pgqueue.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a job does to those who handle it. */
public enum JobKind {
    /** Nothing. */
    PLAIN(400),
    /** It is due later. */
    DELAYED(100),
    /** It fails some times, then succeeds. */
    FAILING(80),
    /** It fails for ever. */
    HOPELESS(40),
    /** It is put off at its first start. */
    SNOOZING(30),
    /** It writes a row in the transaction that ends it. */
    TRANSACTIONAL(140),
    /** It takes several leases, and heeds its interrupt. */
    LONG(20),
    /** It takes longer than a lease, and heeds no interrupt. */
    DEAF(10),
    /** It takes longer than its time limit at its first start. */
    TIMED(20),
    /** It kills the process that runs it. */
    KILLER(3),
    /** It is cancelled some time after it was pushed. */
    CANCELLED(40),
    /** It is pushed in the transaction that writes a row, which may be rolled back. */
    BOOKED(60),
    /** It has a priority, in a queue that one worker does. */
    ORDERED(50),
    /** It is pushed by many at once, of whom one adds it. Not drawn: all pushers do it at the same time. */
    UNIQUE(0);

    /** The attempts of a job that fails for ever. */
    public static final int HOPELESS_ATTEMPTS = 3;

    /** The attempts of a job that kills its process. */
    public static final int KILLER_ATTEMPTS = 2;

    /** The time limit of a job that has one. */
    public static final Duration LIMIT = Duration.ofMillis(400);

    private final int weight;

    JobKind(int weight) {
        this.weight = weight;
    }

    /**
     * How often it is drawn.
     *
     * @return compared with others
     */
    int weight() {
        return weight;
    }

    /**
     * Where its jobs are pushed.
     *
     * @return the queue's name
     */
    public String queue() {
        return switch (this) {
            case TRANSACTIONAL -> Queues.TRANSACTIONAL;
            case ORDERED -> Queues.ORDERED;
            default -> Queues.MAIN;
        };
    }

    /**
     * How many attempts its jobs have, if they carry a policy of their own.
     *
     * @return empty for as many as it takes
     */
    public Optional<Integer> attempts() {
        return switch (this) {
            case HOPELESS -> Optional.of(HOPELESS_ATTEMPTS);
            case KILLER -> Optional.of(KILLER_ATTEMPTS);
            default -> Optional.empty();
        };
    }

    Optional<RetryPolicy> policy() {
        return attempts().map(number -> RetryPolicy.fixed(Queues.PAUSE, number));
    }

    /**
     * How its jobs may end.
     *
     * @return final states
     */
    public Set<JobState> ends() {
        return switch (this) {
            case HOPELESS, KILLER -> Set.of(JobState.ERROR);
            case CANCELLED -> Set.of(JobState.CANCELLED, JobState.SUCCESS);
            default -> Set.of(JobState.SUCCESS);
        };
    }
}
