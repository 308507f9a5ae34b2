package io.github.pgqueue;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How a subscription works. Immutable. */
public final class SubscribeOptions {

    /** The most workers that one subscription can have. */
    public static final int MAX_PARALLEL = 10_000;

    private final int parallel;
    private final @Nullable Executor executor;
    private final RetryPolicy retryPolicy;
    private final @Nullable Duration timeLimit;

    private SubscribeOptions(
            int parallel, @Nullable Executor executor, RetryPolicy retryPolicy, @Nullable Duration timeLimit) {
        this.parallel = parallel;
        this.executor = executor;
        this.retryPolicy = retryPolicy;
        this.timeLimit = timeLimit;
    }

    /**
     * So many jobs at once, in this process.
     *
     * <p>While a backlog of jobs is done that take no time, up to 500 more are claimed than there are workers, as many as
     * are likely to begin within 10 ms, and twice as many where the store can hold jobs for moments without writing to
     * them; if the process dies, an attempt of each counts. Up to 8 MB of payloads are kept so, or twice as much. For up
     * to 50 ms after its handler has begun a job that is held so may be listed and counted as {@link JobState#NEW}, though
     * it is found as {@link JobState#RUNNING}, and who cancels it waits for so long.
     *
     * <ul>
     *   <li><b>D2.10</b> What was claimed ahead and has waited for a worker for 100 ms is given back, the attempt not
     *       counted: no job waits behind one that takes long while another process is free.
     * </ul>
     *
     * @param workers 1 to {@value #MAX_PARALLEL}
     * @return the options, with platform threads that pgqueue starts as needed
     * @throws IllegalArgumentException if the number is out of range
     */
    public static SubscribeOptions parallel(int workers) {
        if (workers < 1 || workers > MAX_PARALLEL) {
            throw new IllegalArgumentException("parallel must be from 1 to " + MAX_PARALLEL + ": " + workers);
        }
        return new SubscribeOptions(workers, null, RetryPolicy.exponential(), null);
    }

    /**
     * The same with handlers on the user's own threads, such as
     * {@code Executors.newVirtualThreadPerTaskExecutor()} where the JVM has virtual threads. It is not
     * shut down by pgqueue. It should have a thread for each worker: a job that waits in it is claimed
     * but not begun, and after each rejection nothing is claimed for half a second.
     *
     * <ul>
     *   <li><b>D2.7</b> All handlers run on it. A job that it rejects is given back, the attempt not
     *       counted, and tried again a little later.
     * </ul>
     *
     * @param executor runs the handlers
     * @return a new instance
     */
    public SubscribeOptions withExecutor(Executor executor) {
        return new SubscribeOptions(parallel, Objects.requireNonNull(executor, "executor"), retryPolicy, timeLimit);
    }

    /**
     * The same with another retry policy, for jobs that have none of their own. Default: {@link
     * RetryPolicy#exponential()}.
     *
     * <ul>
     *   <li><b>D6.1</b> A job that failed is NEW again, due after the pause that the policy says, and runs
     *       again then; after the last attempt it is ERROR.
     *   <li><b>D6.2</b> A policy that was pushed with the job goes before that of the subscription.
     * </ul>
     *
     * @param policy one that {@link RetryPolicy} makes, or a function; one that throws is taken for the default
     * @return a new instance
     */
    public SubscribeOptions withRetryPolicy(RetryPolicy policy) {
        return new SubscribeOptions(parallel, executor, Objects.requireNonNull(policy, "retryPolicy"), timeLimit);
    }

    /**
     * The same with a time limit for each attempt at a job that has none of its own. Default: none.
     *
     * <ul>
     *   <li><b>D8.1</b> When the limit is over, the handler is interrupted, and the attempt has failed with a
     *       {@link JobTimeoutException}, however the handler ends.
     * </ul>
     *
     * <p>A handler that does not heed its interrupt keeps its worker until it ends, which is logged: no
     * thread can be stopped by force, and a second run beside it would be worse.
     *
     * @param limit from 1 ms to 36,500 days
     * @return a new instance
     * @throws IllegalArgumentException if the limit is out of range
     */
    public SubscribeOptions withTimeLimit(Duration limit) {
        return new SubscribeOptions(parallel, executor, retryPolicy, NewJob.checkTimeLimit(limit));
    }

    /**
     * How many jobs at once.
     *
     * @return at least 1
     */
    public int parallel() {
        return parallel;
    }

    /**
     * The user's own threads.
     *
     * @return empty for pgqueue's own
     */
    public Optional<Executor> executor() {
        return Optional.ofNullable(executor);
    }

    /**
     * When jobs without a policy of their own are tried again.
     *
     * @return the policy
     */
    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /**
     * How long an attempt at a job without a limit of its own may take.
     *
     * @return empty for as long as it takes
     */
    public Optional<Duration> timeLimit() {
        return Optional.ofNullable(timeLimit);
    }

    @Override
    public String toString() {
        return "SubscribeOptions[parallel " + parallel + ", executor " + (executor == null ? "own" : executor) + "]";
    }
}
