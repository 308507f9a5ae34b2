package io.github.pgqueue.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import java.time.Duration;
import javax.sql.DataSource;

/** The small pool of a store that was given an address. */
public final class ConnectionPool {

    /** HikariCP waits for connections that are being made; nobody waits longer than this for it. */
    private static final Duration CLOSE = Duration.ofSeconds(3);

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
        pool.setValidationTimeout(
                Math.min(VALIDATION.toMillis(), config.connectTimeout().toMillis()));
        // Else the first call would fail at once where it should wait for the database to come up.
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    /**
     * Closes a pool; with the server frozen a thread goes on with it in the background.
     *
     * @param pool the pool
     */
    public static void close(HikariDataSource pool) {
        Thread closer = new Thread(pool::close, "pgqueue-pool-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(CLOSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
