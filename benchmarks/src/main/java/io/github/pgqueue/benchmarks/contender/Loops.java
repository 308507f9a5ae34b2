package io.github.pgqueue.benchmarks.contender;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Threads that each repeat a step until they are closed. */
final class Loops implements Workers {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Loops() {}

    /** What is repeated, by one thread. */
    interface Step extends AutoCloseable {

        /** Tells whether there was something to do; if not, a pause follows. */
        boolean run() throws Exception;

        @Override
        void close() throws SQLException;
    }

    static Workers start(String name, int number, Callable<Step> step) {
        Loops loops = new Loops();
        for (int i = 0; i < number; i++) {
            loops.threads.add(new Thread(() -> loops.repeat(step), name + "-" + i));
        }
        loops.threads.forEach(Thread::start);
        return loops;
    }

    /** A step that fails ends its thread, which shows as jobs that are not done. */
    private void repeat(Callable<Step> maker) {
        try (Step step = maker.call()) {
            while (!closed) {
                if (!step.run()) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
