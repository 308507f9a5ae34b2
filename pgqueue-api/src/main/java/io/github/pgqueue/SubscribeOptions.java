package io.github.pgqueue;

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

    private SubscribeOptions(int parallel, @Nullable Executor executor) {
        this.parallel = parallel;
        this.executor = executor;
    }

    /**
     * So many jobs at once, in this process.
     *
     * @param workers 1 to {@value #MAX_PARALLEL}
     * @return the options, with platform threads that pgqueue starts as needed
     * @throws IllegalArgumentException if the number is out of range
     */
    public static SubscribeOptions parallel(int workers) {
        if (workers < 1 || workers > MAX_PARALLEL) {
            throw new IllegalArgumentException("parallel must be from 1 to " + MAX_PARALLEL + ": " + workers);
        }
        return new SubscribeOptions(workers, null);
    }

    /**
     * The same with handlers on the user's own threads, such as
     * {@code Executors.newVirtualThreadPerTaskExecutor()} where the JVM has virtual threads. It is not
     * shut down by pgqueue. It should have a thread for each worker: a job that waits in it is claimed
     * but not begun.
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
        return new SubscribeOptions(parallel, Objects.requireNonNull(executor, "executor"));
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

    @Override
    public String toString() {
        return "SubscribeOptions[parallel " + parallel + ", executor " + (executor == null ? "own" : executor) + "]";
    }
}
