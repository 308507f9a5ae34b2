package io.github.pgqueue.internal.observe;

import io.github.pgqueue.JobNotFoundException;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.internal.threads.Alarm;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.spi.QueueStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Those who wait for the ends of jobs. A ring makes it look, and so does an alarm, in case nobody rings.
 * Thread-safe.
 */
public final class Awaits {

    private static final Logger LOG = System.getLogger(Awaits.class.getName());

    private static final Duration SOON = Duration.ofMillis(500);

    private record Key(String queueName, long id) {}

    private final QueueStore store;
    private final Executor looks;
    private final Completions completions;
    private final Alarm alarm;
    private final Supplier<Duration> lookInterval;
    private final Map<Key, Set<CompletableFuture<JobOutcome>>> waiting = new ConcurrentHashMap<>();
    /** What waits for a look already: whatever the number of hints meanwhile, one look tells all. */
    private final Set<Key> queued = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    public Awaits(QueueStore store, EngineThreads threads, Supplier<Duration> lookInterval) {
        this(store, threads.looks(), threads.workers(), threads::alarm, lookInterval);
    }

    /**
     * With given threads.
     *
     * @param looks where the store is asked
     * @param workers where futures are completed, which runs what the user wrote
     */
    Awaits(
            QueueStore store,
            Executor looks,
            Executor workers,
            Function<Runnable, Alarm> alarms,
            Supplier<Duration> lookInterval) {
        this.store = store;
        this.looks = looks;
        this.completions = new Completions(workers);
        this.lookInterval = lookInterval;
        this.alarm = alarms.apply(this::lookAtAll);
    }

    public CompletableFuture<JobOutcome> await(String queueName, long id) {
        Key key = new Key(queueName, id);
        CompletableFuture<JobOutcome> future = new CompletableFuture<>();
        waiting.compute(key, (same, present) -> {
            Set<CompletableFuture<JobOutcome>> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(future);
            return all;
        });
        future.whenComplete((outcome, failure) -> forget(key, future));
        if (closed) {
            close();
        } else {
            look(key);
        }
        return future;
    }

    /** Somebody says that a job has ended. */
    public void hint(String queueName, long id) {
        Key key = new Key(queueName, id);
        if (waiting.containsKey(key)) {
            look(key);
        }
    }

    /** Looks at all that is waited for: rings may have been missed. */
    public void lookAtAll() {
        waiting.keySet().forEach(this::look);
    }

    public void close() {
        closed = true;
        IllegalStateException end = new IllegalStateException("PgQueues is closed");
        completions.complete(
                waiting.values().stream().flatMap(Set::stream).toList(), future -> future.completeExceptionally(end));
    }

    /** Never throws: those who give hints have other things to do. */
    private void look(Key key) {
        if (closed || !queued.add(key)) {
            return;
        }
        try {
            looks.execute(() -> ask(key));
        } catch (RejectedExecutionException ended) {
            queued.remove(key);
            close();
        } catch (RuntimeException | Error noThread) {
            queued.remove(key);
            LOG.log(Level.DEBUG, "no thread can be had to look how jobs have ended; tried again soon", noThread);
            lookAgainIn(SOON);
        }
    }

    private void ask(Key key) {
        // Before anything is read, so that no hint is lost from here on.
        queued.remove(key);
        Set<CompletableFuture<JobOutcome>> futures = waiting.get(key);
        if (futures == null) {
            return;
        }
        Duration next = lookInterval.get();
        try {
            // Those who come later look by themselves.
            List<CompletableFuture<JobOutcome>> all = List.copyOf(futures);
            QueueStore.Awaited awaited = store.await(key.queueName(), key.id());
            if (awaited.outcome().isPresent()) {
                JobOutcome outcome = awaited.outcome().get();
                end(key, all, future -> future.complete(outcome));
            } else if (!awaited.exists()) {
                JobNotFoundException gone = new JobNotFoundException(key.queueName(), key.id());
                end(key, all, future -> future.completeExceptionally(gone));
            }
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.DEBUG, "could not look how job " + key.id() + " has ended; tried again soon", failure);
            // The store may not know that the end is to be announced.
            next = next.compareTo(SOON) < 0 ? next : SOON;
        }
        if (!waiting.isEmpty()) {
            lookAgainIn(next);
        }
    }

    private void lookAgainIn(Duration time) {
        try {
            alarm.setNoLaterThan(time);
        } catch (RuntimeException | Error noThread) {
            // The clock has it all the same, and rings as soon as it can have its thread.
            LOG.log(Level.DEBUG, "no thread can be had for an alarm", noThread);
        }
    }

    private void end(
            Key key, List<CompletableFuture<JobOutcome>> futures, Consumer<CompletableFuture<JobOutcome>> completion) {
        completions.complete(futures, completion);
        // Now, not when a worker gets to it: nobody needs to look again.
        futures.forEach(future -> forget(key, future));
    }

    private void forget(Key key, CompletableFuture<JobOutcome> future) {
        waiting.computeIfPresent(key, (same, all) -> {
            all.remove(future);
            return all.isEmpty() ? null : all;
        });
    }
}
