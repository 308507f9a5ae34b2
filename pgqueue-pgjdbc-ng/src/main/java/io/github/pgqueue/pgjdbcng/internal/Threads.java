package io.github.pgqueue.pgjdbcng.internal;

import java.time.Duration;

/** Threads of this backend: daemons with names, told to stop by flags, as the driver swallows interrupts. */
final class Threads {

    private Threads() {}

    /** A thread that runs already. */
    static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits for a thread's end, on an interrupted thread too; not longer than the limit. */
    static void join(Thread thread, Duration limit) {
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
