package io.github.pgqueue.jdbc.internal.connect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection in a transaction that lasts longer than one call. Goes back as it came, or not at all if nobody
 * knows what state it is in. Used by one thread at a time.
 */
public final class HeldConnection {

    private final Database database;
    private final Connection connection;
    private final boolean autoCommit;
    private boolean isOpen = true;
    private boolean isSpoilt;

    private HeldConnection(Database database, Connection connection, boolean autoCommit) {
        this.database = database;
        this.connection = connection;
        this.autoCommit = autoCommit;
    }

    /** Waits for a free one. */
    public static HeldConnection take(Database database) throws SQLException {
        Connection connection = database.connect();
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            return new HeldConnection(database, connection, autoCommit);
        } catch (SQLException | RuntimeException | Error broken) {
            database.discard(connection);
            close(connection);
            throw broken;
        }
    }

    public Connection connection() {
        return connection;
    }

    /** It is not to be used again. */
    public void spoil() {
        isSpoilt = true;
    }

    public void commit() throws SQLException {
        isOpen = false;
        boolean committed = false;
        try {
            connection.commit();
            committed = true;
        } finally {
            isSpoilt |= !committed;
        }
    }

    /** Whatever happened: what cannot be rolled back goes with its connection. */
    public void rollBack() {
        if (isOpen) {
            isOpen = false;
            try {
                connection.rollback();
            } catch (SQLException | RuntimeException gone) {
                isSpoilt = true;
                Failure.log("could not roll back", gone);
            }
        }
    }

    /** Once it is committed or rolled back. */
    public void giveBack() {
        try {
            if (!isSpoilt) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException | RuntimeException gone) {
            isSpoilt = true;
            Failure.log("could not set autocommit back on a connection", gone);
        }
        if (isSpoilt) {
            database.discard(connection);
        }
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException gone) {
            Failure.log("could not give a connection back", gone);
        }
    }
}
