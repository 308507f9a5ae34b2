package io.github.pgqueue.jdbc.internal.connect;

import io.github.pgqueue.PgQueueException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on a connection that somebody else holds, in the transaction that it is in. Neither ends it nor
 * tries again: a statement that failed has spoilt the transaction. Thread-safe.
 *
 * <p>One JDBI for all, since one for each connection would read every statement's parameters anew.
 */
public final class Joined {

    private final ThreadLocal<@Nullable Connection> held = new ThreadLocal<>();
    private final Jdbi jdbi = Database.configure(Jdbi.create(new Held()));

    /** The connection that this thread is busy with. Closing it is not for us. */
    private final class Held implements ConnectionFactory {

        @Override
        public Connection openConnection() {
            return Objects.requireNonNull(held.get(), "connection");
        }

        @Override
        public void closeConnection(Connection connection) {}
    }

    public <T> T run(Connection connection, String attempt, Function<Handle, T> work) {
        held.set(connection);
        try (Handle handle = jdbi.open()) {
            return work.apply(handle);
        } catch (PgQueueException ours) {
            throw ours;
        } catch (RuntimeException | OutOfMemoryError thrown) {
            throw Failure.of(attempt, thrown);
        } finally {
            held.remove();
        }
    }

    /**
     * All statements or none. With autocommit on each would be durable by itself: then they have a transaction of
     * their own, and the connection is left as it was.
     */
    public <T> T together(Connection connection, String attempt, Function<Handle, T> work) {
        try {
            if (!connection.getAutoCommit()) {
                return run(connection, attempt, work);
            }
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = run(connection, attempt, work);
                connection.commit();
                committed = true;
                return result;
            } finally {
                restore(connection, committed);
            }
        } catch (SQLException failed) {
            throw Failure.of(attempt, failed);
        }
    }

    private static void restore(Connection connection, boolean committed) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException gone) {
            Failure.log("could not set autocommit back on a connection", gone);
        }
    }
}
