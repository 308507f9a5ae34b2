package io.github.pgqueue.testkit.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's databases are made and dropped: one connection for all of them, as to open one takes as
 * long as the work itself. Thread-safe.
 */
final class Workshop implements AutoCloseable {

    /** How long the server may take to say that the connection still stands, in seconds. */
    private static final int VALID_WITHIN = 10;

    private final TestDatabase database;
    private @Nullable Connection connection;

    Workshop(TestDatabase database) {
        this.database = database;
    }

    /**
     * Runs one statement.
     *
     * @param sql the statement
     * @throws IllegalStateException if the server refuses it or cannot be reached
     */
    synchronized void execute(String sql) {
        try (Statement statement = standing().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + sql, e);
        }
    }

    /** The server may have been stopped since, or somebody has ended the connection. */
    private Connection standing() throws SQLException {
        if (connection == null || !connection.isValid(VALID_WITHIN)) {
            close();
            connection = database.connect();
        }
        return connection;
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException gone) {
                // So is what it held.
            }
            connection = null;
        }
    }
}
