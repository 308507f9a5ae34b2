package io.github.pgqueue.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * How long the server may take to answer, where less than the connection's own limit is wanted: a network that has lost
 * the answer tells nobody.
 */
final class AnswerLimit {

    private AnswerLimit() {}

    /**
     * Runs statements that are to be answered in time; else the connection is at an end.
     *
     * @param limit at least a millisecond
     * @param connection that they run on
     * @param work the statements
     */
    static <T> T within(Duration limit, Connection connection, Supplier<T> work) {
        int wanted = (int) Math.min(Integer.MAX_VALUE, limit.toMillis());
        OptionalInt known = limitOf(connection);
        if (known.isEmpty()) {
            return work.get();
        }
        int usual = known.getAsInt();
        // Zero is for ever.
        if (usual != 0 && usual <= wanted || !set(connection, wanted)) {
            return work.get();
        }
        try {
            return work.get();
        } finally {
            set(connection, usual);
        }
    }

    /** A driver need not be able to tell. */
    private static OptionalInt limitOf(Connection connection) {
        try {
            return OptionalInt.of(connection.getNetworkTimeout());
        } catch (SQLException | RuntimeException unknown) {
            Failure.log("could not read how long a connection waits", unknown);
            return OptionalInt.empty();
        }
    }

    private static boolean set(Connection connection, int millis) {
        try {
            connection.setNetworkTimeout(Runnable::run, millis);
            return true;
        } catch (SQLException | RuntimeException unable) {
            Failure.log("could not set how long a connection waits", unable);
            return false;
        }
    }
}
