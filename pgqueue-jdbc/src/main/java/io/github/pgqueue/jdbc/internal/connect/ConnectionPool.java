package io.github.pgqueue.jdbc.internal.connect;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import java.time.Duration;
import javax.sql.DataSource;

/** The small pool of a store that was given an address. */
public final class ConnectionPool {

    /** HikariCP waits for connections that are being made; nobody waits longer than this for it. */
    private static final Duration CLOSE = Duration.ofSeconds(3);

    /** By now it has had as long as the pool. */
    private static final Duration CLOSE_KEPT = Duration.ofMillis(100);

    /** How long a look at an idle connection may take, at most. */
    private static final Duration VALIDATION = Duration.ofSeconds(5);

    private ConnectionPool() {}

    /**
     * A pool that connects when it is first asked.
     *
     * @param connections makes a connection for each call
     * @param config how many at most, and how long they may take
     * @return the pool
     */
    public static HikariDataSource over(DataSource connections, PgQueuesConfig config) {
        // This constructor starts nothing: the first call for a connection does.
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("pgqueue");
        pool.setDataSource(connections);
        pool.setMaximumPoolSize(config.maxConnections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(config.connectTimeout().toMillis());
        pool.setValidationTimeout(validation(config).toMillis());
        // What the statements are written for. Left open, the pool asks its first connection, and if that one dies
        // over the question, no other is ever let in.
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // Else the first call would fail at once where it should wait for the database to come up.
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    /**
     * For what looks after the node, beside the pool.
     *
     * @param connections makes a connection for each call
     * @param config how long they may take
     * @return the connection, not yet made
     */
    public static KeptConnection kept(DataSource connections, PgQueuesConfig config) {
        return new KeptConnection(connections, validation(config));
    }

    private static Duration validation(PgQueuesConfig config) {
        return VALIDATION.compareTo(config.connectTimeout()) < 0 ? VALIDATION : config.connectTimeout();
    }

    /**
     * Closes all; with the server frozen threads go on with it in the background.
     *
     * @param pool the pool
     * @param kept what is beside it
     */
    public static void close(HikariDataSource pool, KeptConnection kept) {
        Thread keptCloser = start("pgqueue-kept-close", kept::close);
        Thread poolCloser = start("pgqueue-pool-close", pool::close);
        try {
            poolCloser.join(CLOSE.toMillis());
            keptCloser.join(CLOSE_KEPT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
