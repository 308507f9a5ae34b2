package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.PgQueueException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Runs statements on connections of a data source, each committed when it returns, and gives every
 * connection back as it came, whatever its autocommit setting.
 */
public final class Database {

    private static final int MOST_ATTEMPTS = 10;

    private final Connections connections;
    private final Jdbi jdbi;
    private volatile boolean closed;

    /**
     * Connects to nothing yet.
     *
     * @param dataSource where connections come from
     */
    public Database(DataSource dataSource) {
        this(new PooledConnections(dataSource));
    }

    /**
     * Connects to nothing yet.
     *
     * @param connections where connections come from
     */
    Database(Connections connections) {
        this.connections = connections;
        jdbi = configure(Jdbi.create(connections));
    }

    static Jdbi configure(Jdbi jdbi) {
        // The statements use "<" for what it means in SQL.
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        // A connection that came with autocommit off is committed here; JDBI would take it for forgotten.
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        return jdbi;
    }

    /** From now on all else is refused. The data source stays open. */
    void close() {
        closed = true;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** For a transaction that lasts longer than one call. */
    Connection connect() throws SQLException {
        requireOpen();
        return connections.openConnection();
    }

    /** Runs a single statement: it is a transaction by itself. */
    public <T> T statement(String attempt, Function<Handle, T> work) {
        return repeat(attempt, handle -> inAnyMode(handle, work));
    }

    /** Runs several statements as one transaction. */
    public <T> T transaction(String attempt, Function<Handle, T> work) {
        return repeat(attempt, handle -> {
            Connection connection = handle.getConnection();
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                return inAnyMode(handle, work);
            } finally {
                restore(connection, autoCommit);
            }
        });
    }

    private <T> T repeat(String attempt, Work<T> work) {
        requireOpen();
        for (int tries = 1; ; tries++) {
            try {
                return once(work);
            } catch (PgQueueException ours) {
                throw ours;
            } catch (Exception | OutOfMemoryError thrown) {
                if (tries == MOST_ATTEMPTS || !Failure.isWorthAnotherTry(thrown)) {
                    throw Failure.of(attempt, thrown);
                }
            }
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Handle handle = jdbi.open()) {
            try {
                return work.run(handle);
            } catch (Exception | Error thrown) {
                boolean stale = connections.isStale(handle.getConnection(), thrown);
                if (stale || Failure.spoilsConnection(thrown)) {
                    discard(handle.getConnection());
                }
                if (stale) {
                    throw new StaleConnectionException(thrown);
                }
                throw thrown;
            }
        }
    }

    private static <T> T inAnyMode(Handle handle, Function<Handle, T> work) throws SQLException {
        Connection connection = handle.getConnection();
        boolean autoCommit = connection.getAutoCommit();
        try {
            T result = work.apply(handle);
            if (!autoCommit) {
                connection.commit();
            }
            return result;
        } catch (Exception | Error thrown) {
            if (!autoCommit) {
                rollBack(connection);
            }
            throw thrown;
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException | RuntimeException gone) {
            Failure.log("could not roll back", gone);
        }
    }

    /** A connection that cannot even be set back is broken, and the pool finds out by itself. */
    private static void restore(Connection connection, boolean autoCommit) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException | RuntimeException gone) {
            Failure.log("could not set autocommit back on a connection", gone);
        }
    }

    /** It is not to be used again. */
    void discard(Connection connection) {
        try {
            connections.discard(connection);
        } catch (SQLException | RuntimeException gone) {
            Failure.log("could not discard a connection", gone);
        }
    }

    private interface Work<T> {
        T run(Handle handle) throws SQLException;
    }
}
