package io.github.pgqueue.internal.observe;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Completes futures on workers, as that runs what the user wrote, which may take its time. Immutable and
 * thread-safe.
 *
 * @param workers where futures are completed
 */
record Completions(Executor workers) {

    private static final Logger LOG = System.getLogger(Completions.class.getName());

    /** Workers for the futures of one call: it may be the end of very many. */
    private static final int MOST_WORKERS = 16;

    /** Does not wait; several at once, so that one that blocks does not hold up the others. */
    <T> void complete(Collection<CompletableFuture<T>> futures, Consumer<CompletableFuture<T>> completion) {
        Queue<CompletableFuture<T>> left = new ConcurrentLinkedQueue<>(futures);
        Runnable task = () -> completeAll(left, completion);
        int started = 0;
        try {
            while (started < Math.min(futures.size(), MOST_WORKERS)) {
                workers.execute(task);
                started++;
            }
        } catch (RuntimeException | Error none) {
            LOG.log(Level.DEBUG, "no worker can be had to complete futures", none);
            if (started == 0) {
                // The node has ended, or the system has no thread to give: better here than never.
                task.run();
            }
        }
    }

    private static <T> void completeAll(Queue<CompletableFuture<T>> left, Consumer<CompletableFuture<T>> completion) {
        CompletableFuture<T> next = left.poll();
        while (next != null) {
            completion.accept(next);
            next = left.poll();
        }
    }
}
