package io.github.pgqueue.jdbc.internal.transaction;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many transactions of handlers may hold a connection of pgqueue's own pool at once. Thread-safe.
 *
 * <p>Two connections are left for the rest: a node that cannot beat or settle because its handlers hold them all
 * would lose its lease.
 */
public final class Permits {

    private static final int LEFT_FOR_THE_REST = 2;

    private final PgQueuesConfig config;
    private final Semaphore free;

    /**
     * For a pool.
     *
     * @param config the number of connections, and how long to wait for one
     */
    public Permits(PgQueuesConfig config) {
        this.config = config;
        this.free = new Semaphore(Math.max(0, config.maxConnections() - LEFT_FOR_THE_REST), true);
    }

    /** That there are any. */
    void check() {
        if (config.maxConnections() <= LEFT_FOR_THE_REST) {
            throw new IllegalArgumentException("maxConnections must be " + (LEFT_FOR_THE_REST + 1)
                    + " or more for handlers in transactions, as two connections are for the rest: "
                    + config.maxConnections());
        }
    }

    /** Waits for one, in order. */
    void take(String attempt) {
        Duration time = config.connectTimeout();
        try {
            if (!free.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreException(
                        "could not " + attempt + ": all "
                                + (config.maxConnections() - LEFT_FOR_THE_REST)
                                + " connections for handlers were in use for " + time
                                + "; set maxConnections to two more than workers",
                        null,
                        false);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreException(
                    "could not " + attempt + ": interrupted while waiting for a connection", null, false);
        }
    }

    void giveBack() {
        free.release();
    }
}
