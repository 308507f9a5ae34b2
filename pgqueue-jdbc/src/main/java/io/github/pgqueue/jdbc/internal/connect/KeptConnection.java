package io.github.pgqueue.jdbc.internal.connect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection for what looks after the node, and for its rings, kept from one time to the next: so that neither a pool's
 * question whether it is alive comes before each statement, nor a pool whose connections are all taken costs the node its
 * lease. Thread-safe.
 *
 * <p>Who comes while it is in use waits for a moment, as what looks after the node often comes together, and then has a
 * new one; the first of them to end is kept. One that was kept may be dead, or
 * lead into silence: it has little time to answer, and then a new one is asked the same.
 */
public final class KeptConnection implements Connections {

    /** As long as it takes to be rid of what addresses, servers and memory have become meanwhile. */
    private static final Duration LIFE = Duration.ofMinutes(30);

    /** Longer than it is mostly in use, and less than it takes to connect where that takes long. */
    private static final Duration MOMENT = Duration.ofMillis(50);

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
        awaitIdle();
        Connection kept = idle;
        idle = null;
        return kept != null && use(kept, new Use(idleBorn, true)) ? kept : null;
    }

    /** An interrupted thread does not wait. */
    private synchronized void awaitIdle() {
        long until = System.nanoTime() + MOMENT.toNanos();
        try {
            for (long left = MOMENT.toNanos();
                    idle == null && !closed && !inUse.isEmpty() && left > 0;
                    left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, left));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
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
    public boolean hasSpare() {
        return false;
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
            notifyAll();
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
