package io.github.pgqueue.internal.threads;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A few places at which store and node exchange, on threads that others start. A task may leave something to be done
 * afterwards: the thread that has claimed a job goes on with it, where handing it over would take as long as much of the
 * claim. The place is free by then, however long that takes. Thread-safe.
 */
public final class Desk implements Executor {

    /** What is done when a task has ended and its place is free. */
    private record Rest(Runnable here, Runnable elsewhere) {}

    private static final Logger LOG = System.getLogger(Desk.class.getName());

    private static final Rest NOTHING = new Rest(() -> {}, () -> {});

    private final Executor threads;
    private final int places;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Map<Thread, Rest> seated = new HashMap<>();
    private int taken;
    private boolean closed;

    /**
     * An empty one.
     *
     * @param threads starts each task at once, on a thread that may be kept
     * @param places how many tasks there are at once; the others wait, in order
     */
    Desk(Executor threads, int places) {
        this.threads = threads;
        this.places = places;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (closed) {
                throw new RejectedExecutionException("closed");
            }
            waiting.add(task);
        }
        try {
            fill();
        } catch (RuntimeException | Error noThread) {
            if (withdraw(task)) {
                throw noThread;
            }
        }
    }

    private void fill() {
        for (Runnable next = call(); next != null; next = call()) {
            start(next);
        }
    }

    private void start(Runnable task) {
        boolean started = false;
        try {
            threads.execute(() -> sit(task));
            started = true;
        } finally {
            if (!started) {
                sendBack(task);
            }
        }
    }

    private synchronized @Nullable Runnable call() {
        Runnable next = taken < places ? waiting.poll() : null;
        taken += next == null ? 0 : 1;
        return next;
    }

    /** It may be somebody else's, who will not ask again: whoever comes next has it started too. */
    private synchronized void sendBack(Runnable task) {
        taken--;
        waiting.addFirst(task);
    }

    private synchronized boolean withdraw(Runnable task) {
        return waiting.remove(task);
    }

    private void sit(Runnable first) {
        Runnable task = first;
        while (task != null) {
            begin();
            run(task);
            Rest rest = end();
            task = next();
            if (rest != null && task == null) {
                rest.here().run();
            } else if (rest != null) {
                rest.elsewhere().run();
            }
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            // The place is for others too.
            LOG.log(Level.WARNING, "an exchange failed in a way that nobody has thought of", failure);
        }
    }

    private synchronized void begin() {
        seated.put(Thread.currentThread(), NOTHING);
        if (closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Rest end() {
        Rest rest = seated.remove(Thread.currentThread());
        if (closed) {
            // Meant for the exchange.
            Thread.interrupted();
        }
        return rest == NOTHING ? null : rest;
    }

    /** Who waits for a place has this one; else it is free. */
    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            taken--;
        }
        return next;
    }

    /**
     * Has the task that runs on this thread followed by something that may last, at most once.
     *
     * @param here is done on this thread, if nobody waits for its place
     * @param elsewhere else; returns at once
     * @return whether one of them will be; not if the thread has no place
     */
    public boolean afterwards(Runnable here, Runnable elsewhere) {
        synchronized (this) {
            return seated.replace(Thread.currentThread(), NOTHING, new Rest(here, elsewhere));
        }
    }

    /** Refuses all from now on, and interrupts what is under way; but not what is done afterwards. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        seated.keySet().forEach(Thread::interrupt);
    }
}
