package io.github.pgqueue.jdbc.internal.connect;

import io.github.pgqueue.PgQueueException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
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

    /** After a collision at most this, and twice as much after each further one. */
    private static final Duration FIRST_PAUSE = Duration.ofNanos(500_000);

    private final Connections connections;
    private final Jdbi jdbi;
    private volatile boolean closed;

    /**
     * Connects to nothing yet.
     *
     * @param dataSource where connections come from
     * @param address where it connects to, as a message may show it
     */
    public Database(DataSource dataSource, String address) {
        this(new PooledConnections(dataSource, address));
    }

    /**
     * Connects to nothing yet.
     *
     * @param connections where connections come from
     */
    public Database(Connections connections) {
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
    public void close() {
        closed = true;
    }

    public void requireOpen() {
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
                CommitMode.restore(connection, autoCommit);
            }
        });
    }

    /** Runs a single statement without JDBI. */
    public <T> T plainly(String attempt, PlainWork<T> work) {
        return repeat(attempt, () -> oncePlainly(work));
    }

    /** The same for who says by itself what failed; throws what the driver throws. */
    public <T> T plainly(PlainWork<T> work) throws Exception {
        return repeat(() -> oncePlainly(work));
    }

    /** Whether a transaction may be kept open for moments. */
    public boolean hasSpare() {
        return connections.hasSpare();
    }

    /** Whether what different threads want may be done on one connection. */
    public boolean isShareable() {
        return connections.isShareable();
    }

    private <T> T repeat(String attempt, Work<T> work) {
        return repeat(attempt, () -> once(work));
    }

    private <T> T repeat(String attempt, Try<T> once) {
        requireOpen();
        try {
            return repeat(once);
        } catch (PgQueueException ours) {
            throw ours;
        } catch (Exception | OutOfMemoryError thrown) {
            throw Failure.of(attempt, thrown);
        }
    }

    private static <T> T repeat(Try<T> once) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                return once.run();
            } catch (PgQueueException ours) {
                throw ours;
            } catch (Exception | OutOfMemoryError thrown) {
                if (tries == MOST_ATTEMPTS || !Failure.isWorthAnotherTry(thrown)) {
                    throw thrown;
                }
                if (Failure.isCollision(thrown)) {
                    giveWay(tries);
                }
            }
        }
    }

    /** Who collides again and again, at once, with the same ones, needs to come at another time than they. */
    private static void giveWay(int tries) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(FIRST_PAUSE.toNanos() << (tries - 1)));
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Handle handle = jdbi.open()) {
            try {
                return work.run(handle);
            } catch (Exception | Error thrown) {
                throwStale(handle.getConnection(), thrown);
                throw thrown;
            }
        }
    }

    private <T> T oncePlainly(PlainWork<T> work) throws SQLException {
        Connection connection = connections.openConnection();
        try {
            return CommitMode.inAnyMode(connection, work);
        } catch (Exception | Error thrown) {
            throwStale(connection, thrown);
            throw thrown;
        } finally {
            giveBack(connection);
        }
    }

    /** What is done is done, whatever becomes of the connection. */
    private void giveBack(Connection connection) {
        try {
            connections.closeConnection(connection);
        } catch (SQLException | RuntimeException gone) {
            Failure.log("could not give a connection back", gone);
        }
    }

    private void throwStale(Connection connection, Throwable thrown) throws StaleConnectionException {
        boolean stale = connections.isStale(connection, thrown);
        if (stale || Failure.spoilsConnection(thrown)) {
            discard(connection);
        }
        if (stale) {
            throw new StaleConnectionException(thrown);
        }
    }

    private static <T> T inAnyMode(Handle handle, Function<Handle, T> work) throws SQLException {
        return CommitMode.inAnyMode(handle.getConnection(), connection -> work.apply(handle));
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

    /** What is done on a connection. */
    @FunctionalInterface
    public interface PlainWork<T> {
        T run(Connection connection) throws SQLException;
    }

    private interface Try<T> {
        T run() throws Exception;
    }
}
