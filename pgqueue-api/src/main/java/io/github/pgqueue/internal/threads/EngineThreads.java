package io.github.pgqueue.internal.threads;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a node, whatever the number of its queues: one for alarms, and workers as they are needed, of which a few
 * at once talk to the store. All are daemons and end when idle. Thread-safe.
 */
public final class EngineThreads {

    /** Exchanges that are under way at once; more would only queue up in the database. */
    private static final int EXCHANGES = 4;

    /** Jobs that are handed over at once; each takes moments. */
    private static final int HANDOFFS = 4;

    private static final int CARE_THREADS = 3;

    private static final int LOOK_THREADS = 2;

    private static final long IDLE_SECONDS = 30;

    private final ExecutorService workers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("pgqueue-worker-"));
    private final Desk exchanges = new Desk(workers, EXCHANGES);
    private final Desk handoffs = new Desk(workers, HANDOFFS);
    private final ThreadPoolExecutor care = new ThreadPoolExecutor(
            CARE_THREADS,
            CARE_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("pgqueue-care-"));
    private final ThreadPoolExecutor looks = new ThreadPoolExecutor(
            LOOK_THREADS,
            LOOK_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("pgqueue-look-"));
    private final ThreadPoolExecutor ringer = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("pgqueue-ringer-"));
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, named("pgqueue-alarm-"));

    public EngineThreads() {
        care.allowCoreThreadTimeOut(true);
        looks.allowCoreThreadTimeOut(true);
        ringer.allowCoreThreadTimeOut(true);
        alarms.setRemoveOnCancelPolicy(true);
    }

    public Desk exchanges() {
        return exchanges;
    }

    /** For jobs that have come without an exchange, so that they wait behind none. */
    public Desk handoffs() {
        return handoffs;
    }

    /**
     * Has what runs on this thread followed by something that may last, as {@link Desk#afterwards} does.
     *
     * @param here is done on this thread
     * @param elsewhere else; returns at once
     * @return whether one of them will be
     */
    public boolean afterwards(Runnable here, Runnable elsewhere) {
        return exchanges.afterwards(here, elsewhere) || handoffs.afterwards(here, elsewhere);
    }

    /** For what must not wait behind exchanges: jobs of nodes that are gone, cancelled ones, and looks for all queues. */
    public Executor care() {
        return care;
    }

    /** For looks at what is awaited, so that exchanges do not wait behind them: there may be very many. */
    public Executor looks() {
        return looks;
    }

    /** One thread, so that rings which hang hold nothing else up. */
    public Executor ringer() {
        return ringer;
    }

    public Executor workers() {
        return workers;
    }

    public Alarm alarm(Runnable action) {
        return new Alarm(alarms, action);
    }

    /** Handlers that run on are left to end by themselves. */
    public void close() {
        alarms.shutdownNow();
        exchanges.close();
        handoffs.close();
        care.shutdownNow();
        looks.shutdownNow();
        ringer.shutdownNow();
        workers.shutdown();
    }

    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> daemon(prefix + number.incrementAndGet(), task);
    }

    public static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs something that may hang, and goes on without it when the time is over. */
    public static void runBounded(String name, Runnable task, Duration limit) {
        Thread thread = daemon(name, task);
        thread.start();
        joinBounded(thread, limit);
    }

    /** Waits for a thread's end, also on an interrupted thread, but not longer than the limit. */
    public static void joinBounded(Thread thread, Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException interruption) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
