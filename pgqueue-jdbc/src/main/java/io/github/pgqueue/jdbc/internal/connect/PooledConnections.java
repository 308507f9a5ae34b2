package io.github.pgqueue.jdbc.internal.connect;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.ProxyConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Those of a data source, which sees to it that they are alive. Thread-safe.
 *
 * @param source ours or the user's; stays open
 * @param address where it connects to, as a message may show it
 */
record PooledConnections(DataSource source, String address) implements Connections {

    /** One that is kept, one more for the same, and one for others. */
    private static final int SPARE = 2;

    @Override
    public Connection openConnection() throws SQLException {
        try {
            return source.getConnection();
        } catch (SQLException failed) {
            throw new NotConnectedException(
                    address + (isUnanswered(failed) ? ", where nobody has answered yet" : ""), failed);
        }
    }

    /** The pool has waited, has none, and knows of no failure: one is still on its way, perhaps into a firewall. */
    private boolean isUnanswered(SQLException failed) {
        HikariPoolMXBean now = source instanceof HikariDataSource pool ? pool.getHikariPoolMXBean() : null;
        return failed instanceof SQLTransientConnectionException
                && failed.getCause() == null
                && now != null
                && now.getTotalConnections() == 0;
    }

    /** Out of its pool, if it is one that lets us; else cut, which every pool notices. */
    @Override
    public void discard(Connection connection) throws SQLException {
        HikariDataSource pool = hikari();
        if (pool != null && connection instanceof ProxyConnection) {
            pool.evictConnection(connection);
        } else {
            connection.abort(Runnable::run);
        }
    }

    @Override
    public boolean isStale(Connection connection, Throwable thrown) {
        return false;
    }

    /** Of a wrapper nobody knows what it does, nor of other pools. */
    @Override
    public boolean isShareable() {
        return source.getClass() == HikariDataSource.class;
    }

    @Override
    public boolean hasSpare() {
        return isShareable() && source instanceof HikariDataSource pool && hasSpare(pool);
    }

    private static boolean hasSpare(HikariDataSource pool) {
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        return now != null
                && now.getThreadsAwaitingConnection() == 0
                && pool.getMaximumPoolSize() - now.getActiveConnections() > SPARE;
    }

    private @Nullable HikariDataSource hikari() throws SQLException {
        if (source instanceof HikariDataSource pool) {
            return pool;
        }
        return source.isWrapperFor(HikariDataSource.class) ? source.unwrap(HikariDataSource.class) : null;
    }
}
