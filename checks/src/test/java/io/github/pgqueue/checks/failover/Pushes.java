package io.github.pgqueue.checks.failover;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.StoreException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pushes job after job, whether or not the database is there, and keeps what it has confirmed. Thread-safe. */
final class Pushes implements AutoCloseable {

    private static final long PAUSE_MILLIS = 5;

    private final PgQueue queue;
    private final Set<Long> confirmed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "pushes");

    Pushes(PgQueue queue) {
        this.queue = queue;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            do {
                try {
                    confirmed.add(queue.push("job"));
                } catch (StoreException unconfirmed) {
                    // It may be there or not: nobody counts on it.
                }
            } while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException nobodysBusiness) {
            Thread.currentThread().interrupt();
        }
    }

    Set<Long> confirmed() {
        return confirmed;
    }

    int count() {
        return confirmed.size();
    }

    /** Nothing is pushed after this. */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
