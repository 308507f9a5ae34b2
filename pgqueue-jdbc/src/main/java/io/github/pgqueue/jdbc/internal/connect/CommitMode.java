package io.github.pgqueue.jdbc.internal.connect;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections come with autocommit on or off, and go back as they came. */
final class CommitMode {

    private CommitMode() {}

    /** Commits what was done, whether or not the connection does that by itself. */
    static <T> T inAnyMode(Connection connection, Database.PlainWork<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        try {
            T result = work.run(connection);
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
    static void restore(Connection connection, boolean autoCommit) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException | RuntimeException gone) {
            Failure.log("could not set autocommit back on a connection", gone);
        }
    }
}
