package io.github.pgqueue.internal.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one subscription, and the runs that wait for one of them, in their order. A worker takes the next run
 * as soon as it has ended one. Thread-safe.
 *
 * <p>On threads of somebody else's each run is a task of its own, so that a backlog does not keep a thread from what
 * else it is for.
 */
public final class Crew {

    private final Executor threads;
    private final boolean isShared;
    private final int size;
    private final Consumer<Throwable> onRejected;
    private final Deque<Run> waiting = new ArrayDeque<>();
    /** Of those at work, who has not begun. A run is kept for each, whoever else cannot be had. */
    private final Set<Worker> coming = new HashSet<>();
    /** Of this crew, on the thread that has one of them under way. */
    private final ThreadLocal<@Nullable Deque<Worker>> underWay = new ThreadLocal<>();

    private int atWork;

    /**
     * A crew that has nothing to do.
     *
     * @param threads what its workers run on
     * @param isShared whether these are for others too
     * @param size how many workers there are at most
     * @param onRejected told why no worker could be had; what waited is given back
     */
    public Crew(Executor threads, boolean isShared, int size, Consumer<Throwable> onRejected) {
        this.threads = threads;
        this.isShared = isShared;
        this.size = size;
        this.onRejected = onRejected;
    }

    /** How many runs wait for a worker. */
    public synchronized int waiting() {
        return waiting.size();
    }

    public void start(List<Run> runs) {
        employAll(add(runs));
    }

    private void employAll(int workers) {
        for (int left = workers; left > 0; left--) {
            if (!employ(left)) {
                return;
            }
        }
    }

    /**
     * The same for one run, where the calling thread could be its worker.
     *
     * @param lender has the worker's work done, on this thread or, by the second way, on another one; tells whether it
     *     will
     * @return whether the lender will
     */
    public boolean start(Run run, BiPredicate<Runnable, Runnable> lender) {
        int more = add(List.of(run));
        boolean isLent = more == 1 && !isShared && lender.test(new Worker(), () -> employ(1));
        if (!isLent) {
            employAll(more);
        }
        return isLent;
    }

    private synchronized int add(List<Run> runs) {
        waiting.addAll(runs);
        int more = Math.min(size - atWork, waiting.size());
        atWork += more;
        return more;
    }

    private boolean employ(int left) {
        Worker worker = new Worker();
        expect(worker);
        try {
            threads.execute(worker);
            return true;
        } catch (RuntimeException | Error rejected) {
            List<Run> unable = dismiss(worker, left);
            onRejected.accept(rejected);
            unable.forEach(Run::giveBack);
            return false;
        }
    }

    private synchronized void expect(Worker worker) {
        coming.add(worker);
    }

    private synchronized List<Run> dismiss(Worker worker, int workers) {
        coming.remove(worker);
        atWork -= workers;
        return takeLast(waiting.size() - coming.size());
    }

    private synchronized @Nullable Run first(Worker worker) {
        coming.remove(worker);
        return next();
    }

    /** The next run; without one the worker has gone home. */
    private synchronized @Nullable Run next() {
        Run next = waiting.poll();
        if (next == null) {
            atWork--;
        }
        return next;
    }

    private void workOn() {
        if (hasWork()) {
            employ(1);
        }
    }

    private synchronized boolean hasWork() {
        boolean hasWork = !waiting.isEmpty();
        if (!hasWork) {
            atWork--;
        }
        return hasWork;
    }

    private synchronized void goHome() {
        atWork--;
    }

    /** When the first of those that wait was claimed, as {@link System#nanoTime()} says; null if none waits. */
    public synchronized @Nullable Long waitsSince() {
        Run first = waiting.peek();
        return first == null ? null : first.claimedAt();
    }

    /** These need not be done any more. */
    public synchronized void forget(Set<Run> runs) {
        waiting.removeIf(runs::contains);
    }

    /** Gives the last of those that wait back, so many of them. */
    public void giveBackLast(int runs) {
        takeLast(runs).forEach(Run::giveBack);
    }

    private synchronized List<Run> takeLast(int runs) {
        List<Run> last = new ArrayList<>();
        while (last.size() < runs && !waiting.isEmpty()) {
            last.add(waiting.removeLast());
        }
        return last;
    }

    private final class Worker implements Runnable {

        /**
         * An executor may run its tasks on the thread that hands them over, such as one whose policy is that callers run
         * what it has no room for: then the next run comes after this one, not within it.
         */
        @Override
        public void run() {
            Deque<Worker> outer = underWay.get();
            if (outer != null) {
                outer.add(this);
                return;
            }
            Deque<Worker> left = new ArrayDeque<>(List.of(this));
            underWay.set(left);
            try {
                Worker next = left.poll();
                while (next != null) {
                    next.work();
                    next = left.poll();
                }
            } finally {
                underWay.remove();
            }
        }

        private void work() {
            boolean ended = false;
            try {
                Run next = first(this);
                while (next != null && !isShared) {
                    next.run();
                    next = next();
                }
                if (next != null) {
                    next.run();
                    ended = true;
                    workOn();
                }
                ended = true;
            } finally {
                if (!ended) {
                    goHome();
                }
            }
        }
    }
}
