package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.jdbc.internal.connect.Detour;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.schema.Hush;
import io.github.pgqueue.jdbc.internal.text.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Adds one plain job in a transaction, and rings for it in the next one, both sent at once: so the ring is on its way as
 * soon as the job is committed, and not a round trip, another thread and another session later. Thread-safe.
 *
 * <p>This takes a driver that sends several statements as one, in whatever way. What the server answers to the first ones
 * is lost if it refuses the last one; so the first transaction leaves a mark in its session, that can be asked for.
 */
final class RingingInsert {

    /** The one of the two drivers that can. */
    private static final String DRIVER = "PostgreSQL JDBC Driver";

    /** How long the ring may wait for other transactions that notify. */
    private static final String PATIENCE = "50ms";

    private static final String IN_FAILED_TRANSACTION = "25P02";

    /** Classes of failures that a commit can have, by constraints, triggers and others' transactions, and a ring can not. */
    private static final Set<String> OF_COMMITS = Set.of("23", "40", "P0");

    private static final int MARK = 4;
    private static final int RUNG_QUEUE = 5;
    private static final int RUNG_MARK = 6;

    private final String sql;
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong calls = new AtomicLong();
    private final Detour apart = new Detour("pushes are told of by statements of their own");
    private volatile @Nullable Boolean isKnownDriver;

    RingingInsert(Statements statements) {
        sql = String.join(
                ";\n",
                "begin",
                statements.fill(Hush.ofPlain(InsertSql.ONE_PLAIN_TOLD, true, false)),
                "commit",
                statements.fill(InsertSql.RING_PUSHED.replace("{patience}", PATIENCE)));
    }

    /**
     * What was added.
     *
     * @param ids its number; empty if a trigger of somebody else's has swallowed it
     * @param rung whether it was rung for
     */
    record Added(List<Long> ids, boolean rung) {}

    /** Nobody knows whether the job was added. */
    private static final class UncertainException extends SQLException {
        private static final long serialVersionUID = 1L;

        UncertainException(SQLException failed) {
            super("it may have been committed before its ring was refused", failed);
        }
    }

    /** Whether the connection can do it, and is in no transaction that is not its own. */
    boolean isPossibleOn(Connection connection) throws SQLException {
        return !apart.isTaken() && isKnownDriver(connection) && connection.getAutoCommit();
    }

    private boolean isKnownDriver(Connection connection) throws SQLException {
        Boolean known = isKnownDriver;
        if (known == null) {
            known = DRIVER.equals(connection.getMetaData().getDriverName());
            isKnownDriver = known;
        }
        return known;
    }

    Added insert(Connection connection, String queueName, NewJob job) throws SQLException {
        String mark = process + "-" + calls.incrementAndGet();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            PlainInsert.bind(statement, queueName, job);
            statement.setString(MARK, mark);
            statement.setString(RUNG_QUEUE, queueName);
            statement.setString(RUNG_MARK, mark);
            return added(statement);
        } catch (SQLException failed) {
            return new Added(List.of(idAfter(connection, mark, failed)), false);
        }
    }

    /** The job's number comes with the first rows; the others are those of the ring. */
    private Added added(PreparedStatement statement) throws SQLException {
        List<Long> ids = new ArrayList<>();
        boolean rung = false;
        int results = 0;
        boolean hasRows = statement.execute();
        while (hasRows || statement.getUpdateCount() >= 0) {
            if (hasRows) {
                results++;
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        if (results == 1) {
                            ids.add(rows.getLong(1));
                        } else {
                            rung = true;
                        }
                    }
                }
            }
            hasRows = statement.getMoreResults();
        }
        return new Added(ids, rung);
    }

    /** The number of the job that is committed all the same; else throws why not. */
    private long idAfter(Connection connection, String mark, SQLException failed) throws SQLException {
        if (Failure.losesConnection(failed)) {
            throw failed;
        }
        String pushed;
        try {
            pushed = pushed(connection);
        } catch (SQLException silent) {
            if (IN_FAILED_TRANSACTION.equals(silent.getSQLState())) {
                rollBack(connection);
                throw failed;
            }
            failed.addSuppressed(silent);
            throw new UncertainException(failed);
        }
        if (pushed != null && pushed.startsWith(mark + ":")) {
            apart.take(Failure.of("tell others of a job on the way of its push", failed));
            return Long.parseLong(pushed.substring(mark.length() + 1));
        }
        throw isBeforeCommit(failed) ? failed : new UncertainException(failed);
    }

    /** Besides what the server says in the first transaction: the driver keeps all of it prepared, or nothing. */
    private static boolean isBeforeCommit(SQLException failed) {
        String state = failed.getSQLState();
        return Failure.isWorthAnotherTry(failed) || OF_COMMITS.stream().anyMatch(state::startsWith);
    }

    private static @Nullable String pushed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(InsertSql.PUSHED)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A connection that is in a transaction, and cannot be got out of it, is at its end. */
    private static void rollBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("rollback");
        } catch (SQLException | RuntimeException stuck) {
            Failure.log("could not roll back", stuck);
            connection.abort(Runnable::run);
        }
    }
}
