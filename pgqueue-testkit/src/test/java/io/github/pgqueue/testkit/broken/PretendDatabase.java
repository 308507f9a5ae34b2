package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.QueueStore;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * As much of a SQL database as the contract speaks to: tables of the application, rows of jobs that can be added
 * and locked, and transactions in which jobs are hidden. Thread-safe.
 */
final class PretendDatabase {

    /**
     * A row of one of the application's tables. Immutable.
     *
     * @param table its name
     * @param job zero where it is about none
     */
    record Row(String table, long job) {}

    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final List<Row> rows = new CopyOnWriteArrayList<>();
    private final Map<Integer, PretendSession> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger lastSession = new AtomicInteger();
    private final Set<Long> hidden = ConcurrentHashMap.newKeySet();
    private final Set<PretendSession> locking = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Boolean> quiet = ThreadLocal.withInitial(() -> false);
    private volatile boolean mute;

    /** For clients that know nothing of pgqueue, whose rows go to this store. */
    Connection connect(QueueStore jobs) {
        return open(new PretendJobs(this, jobs)).connection();
    }

    /** For the transaction of a job. */
    PretendSession begin() {
        return open(PretendJobs.NONE);
    }

    private PretendSession open(PretendJobs jobs) {
        int number = lastSession.incrementAndGet();
        PretendSession session = new PretendSession(this, jobs, number);
        sessions.put(number, session);
        return session;
    }

    /** Ends a session from the server's side. */
    void kill(int number) {
        Objects.requireNonNull(sessions.get(number), "no such session").die();
    }

    /** What is committed. */
    List<Row> rows() {
        return rows;
    }

    /** Jobs that are not committed yet. */
    Set<Long> hidden() {
        return hidden;
    }

    /** Sessions that hold rows. */
    Set<PretendSession> locking() {
        return locking;
    }

    /** From now on rows of other clients ring nobody. */
    void mute() {
        mute = true;
    }

    boolean isMute() {
        return mute;
    }

    /** What is hidden is neither claimed nor shown meanwhile. */
    synchronized void alone(Runnable action) {
        action.run();
    }

    /** Whether what this thread does is not to be heard. */
    boolean isQuiet() {
        return quiet.get();
    }

    void quietly(Runnable action) {
        quiet.set(true);
        try {
            action.run();
        } finally {
            quiet.remove();
        }
    }

    /** Waits for what somebody else is to do, but not for ever. */
    void awaitThat(BooleanSupplier condition) {
        long start = System.nanoTime();
        try {
            while (!condition.getAsBoolean() && System.nanoTime() - start < LONGEST.toNanos()) {
                NEVER.await(5, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
