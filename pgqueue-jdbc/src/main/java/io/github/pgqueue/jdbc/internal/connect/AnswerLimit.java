package io.github.pgqueue.jdbc.internal.connect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * How long the server may take to answer what a node's jobs depend on. A network that has lost an answer tells nobody,
 * and the connection's own limit is longer than a lease may be. Immutable and thread-safe.
 *
 * @param time at least a millisecond
 */
public record AnswerLimit(Duration time) {

    private static final int TRIES_A_LEASE = 3;

    /** A server that is busy takes its time, however short a lease is. */
    private static final Duration LEAST = Duration.ofMillis(500);

    /** Why a server still waits for a lock when nobody waits for its answer any more. */
    private static final Duration LONGEST_WAIT_FOR_LOCK = Duration.ofSeconds(20);

    /** If the answer is lost, there is still time in the lease to ask again, on another connection. */
    public static AnswerLimit of(Duration lease) {
        Duration third = lease.dividedBy(TRIES_A_LEASE);
        return new AnswerLimit(third.compareTo(LEAST) < 0 ? LEAST : third);
    }

    /** The server is to give up before the one who asks does. */
    public Duration waitForLock() {
        Duration part = time.multipliedBy(2).dividedBy(3);
        return part.compareTo(LONGEST_WAIT_FOR_LOCK) > 0 ? LONGEST_WAIT_FOR_LOCK : part;
    }

    /**
     * Runs statements that are to be answered in time; else the connection is at an end. Where it has a shorter limit
     * of its own, that counts.
     *
     * @param connection that they run on
     * @param work the statements
     */
    public <T> T within(Connection connection, Supplier<T> work) {
        OptionalInt usual = shorten(connection);
        try {
            return work.get();
        } finally {
            usual.ifPresent(millis -> set(connection, millis));
        }
    }

    /** The same without JDBI. */
    public <T> T plainly(Connection connection, Database.PlainWork<T> work) throws SQLException {
        OptionalInt usual = shorten(connection);
        try {
            return work.run(connection);
        } finally {
            usual.ifPresent(millis -> set(connection, millis));
        }
    }

    /** What it was before, if it is another one now. Zero is for ever. */
    private OptionalInt shorten(Connection connection) {
        int wanted = (int) Math.min(Integer.MAX_VALUE, time.toMillis());
        OptionalInt usual = limitOf(connection);
        boolean isLonger = usual.isPresent() && (usual.getAsInt() == 0 || usual.getAsInt() > wanted);
        return isLonger && set(connection, wanted) ? usual : OptionalInt.empty();
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
