package io.github.pgqueue.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection for what looks after the node, kept from one time to the next: so that neither a pool's question
 * whether it is alive comes before each statement, nor a pool whose connections are all taken costs the node its lease.
 * Thread-safe.
 *
 * <p>Who comes while it is in use has a new one, and the last of them to end is kept. One that was kept may be dead, or
 * lead into silence: it has little time to answer, and then a new one is asked the same.
 */
public final class KeptConnection implements Connections {

    /** As long as it takes to be rid of what addresses, servers and memory have become meanwhile. */
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final DataSource source;
    private final Duration patience;
    private final Map<Connection, Use> inUse = new ConcurrentHashMap<>();
    private @Nullable Connection idle;
    private long idleBorn;
    private boolean closed;

    private record Use(long born, boolean wasKept) {
        boolean isOld() {
            return System.nanoTime() - born > LIFE.toNanos();
        }
    }

    /**
     * Connects to nothing yet.
     *
     * @param source a driver's data source that makes a connection for each call
     * @param patience how long a connection that was kept may take to answer
     */
    public KeptConnection(DataSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection kept = takeIdle();
        if (kept != null && !kept.isClosed()) {
            return kept;
        }
        if (kept != null) {
            // The driver has seen its end meanwhile: what is done with it first would fail, before any statement.
            discard(kept);
        }
        Connection fresh = source.getConnection();
        if (!use(fresh, new Use(System.nanoTime(), false))) {
            fresh.close();
            throw new IllegalStateException("the store is closed");
        }
        return fresh;
    }

    private synchronized @Nullable Connection takeIdle() {
        Connection kept = idle;
        idle = null;
        return kept != null && use(kept, new Use(idleBorn, true)) ? kept : null;
    }

    private synchronized boolean use(Connection connection, Use use) {
        if (!closed) {
            inUse.put(connection, use);
        }
        return !closed;
    }

    @Override
    public boolean isShareable() {
        return true;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        Use use = inUse.remove(connection);
        if (use == null || use.isOld() || !isQuick(connection, use) || !keep(connection, use)) {
            connection.close();
        }
    }

    /** Once is enough. */
    private boolean isQuick(Connection connection, Use use) {
        try {
            if (!use.wasKept()) {
                connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
            }
            return !connection.isClosed();
        } catch (SQLException | RuntimeException gone) {
            Failure.log("a connection cannot be kept", gone);
            return false;
        }
    }

    private synchronized boolean keep(Connection connection, Use use) {
        boolean keeps = !closed && idle == null;
        if (keeps) {
            idle = connection;
            idleBorn = use.born();
        }
        return keeps;
    }

    @Override
    public void discard(Connection connection) throws SQLException {
        inUse.remove(connection);
        connection.abort(Runnable::run);
    }

    @Override
    public boolean isStale(Connection connection, Throwable thrown) {
        Use use = inUse.get(connection);
        return use != null && use.wasKept() && Failure.losesConnection(thrown);
    }

    /** Closes what is kept and cuts what is in use. May take long while the server is frozen. */
    public void close() {
        Connection kept;
        synchronized (this) {
            closed = true;
            kept = idle;
            idle = null;
        }
        inUse.keySet().forEach(KeptConnection::cut);
        if (kept != null) {
            try {
                kept.close();
            } catch (SQLException | RuntimeException gone) {
                Failure.log("could not close a connection", gone);
            }
        }
    }

    private static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException gone) {
            Failure.log("could not cut a connection", gone);
        }
    }
}
