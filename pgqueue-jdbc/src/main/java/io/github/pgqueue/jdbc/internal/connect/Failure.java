package io.github.pgqueue.jdbc.internal.connect;

import io.github.pgqueue.StoreException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what drivers throw.
 *
 * <p>JDBI's own messages list the bound values, payloads among them; they are left out here, and only the
 * driver's exception is kept as the cause. Of a driver's message the first line is taken: what follows is
 * the server's detail, which can quote a row. A cause is printed with its message wherever the exception is
 * logged, so one that has more than that line is replaced by a copy without.
 */
public final class Failure {

    private static final System.Logger LOG = System.getLogger(Failure.class.getName());

    private static final String UNIQUE_VIOLATION = "23505";

    /** What a prepared statement was made for has changed, or the server has forgotten it. */
    private static final Set<String> STALE_STATEMENT = Set.of("0A000", "26000");

    /** Serialization failure and deadlock: the transaction is undone, and wins another time. */
    private static final Set<String> COLLISION = Set.of("40001", "40P01");

    /** Classes of what the server has too little of at the moment, a lock or time among it. */
    private static final Set<String> PASSING = Set.of("25", "40", "53", "55", "57", "58");

    private static final String CONNECTION_FAILURE = "08";
    /** There was no connection yet. */
    private static final Set<String> NOT_CONNECTED = Set.of("08001", "08004");

    private static final String SHUTDOWN = "57P";

    /** The database's encoding lacks a character of a text. */
    private static final Set<String> ENCODING = Set.of("22021", "22P05");

    /** Too much of something; of all that a store does only notifying can meet it. */
    private static final String LIMIT_EXCEEDED = "54000";

    private Failure() {}

    public static StoreException of(String attempt, Throwable thrown) {
        SQLException sql = sqlException(thrown);
        if (sql != null) {
            return new StoreException(
                    "could not " + attempt + ": " + describe(sql) + Advice.on(sql),
                    withoutDetail(sql),
                    isOutcomeUnknown(sql));
        }
        if (thrown instanceof OutOfMemoryError) {
            return new StoreException("could not " + attempt + ": not enough memory in this process", thrown);
        }
        // JDBI's own exceptions without a driver's beneath would show the bound values.
        Throwable cause = thrown instanceof JdbiException ? null : thrown;
        return new StoreException(
                "could not " + attempt + ": the driver failed with "
                        + thrown.getClass().getName(),
                cause);
    }

    public static boolean isWorthAnotherTry(Throwable thrown) {
        String state = sqlState(thrown);
        return thrown instanceof StaleConnectionException || STALE_STATEMENT.contains(state) || isCollision(thrown);
    }

    /** Whether others were at the same rows. */
    static boolean isCollision(Throwable thrown) {
        return COLLISION.contains(sqlState(thrown));
    }

    /** Whether the server has said no to the statement, so that nothing of it was done. */
    public static boolean isRefusal(Throwable thrown) {
        return !(thrown instanceof Error) && !losesConnection(thrown);
    }

    /** Whether the statement would be refused again: by a rule, a trigger or a missing privilege, say. */
    public static boolean isAboutTheStatement(Throwable thrown) {
        String state = sqlState(thrown);
        return isRefusal(thrown) && PASSING.stream().noneMatch(state::startsWith) && !isWorthAnotherTry(thrown);
    }

    public static boolean isDuplicate(Throwable thrown) {
        return UNIQUE_VIOLATION.equals(sqlState(thrown));
    }

    public static boolean isAboutNotifyQueue(Throwable thrown) {
        return LIMIT_EXCEEDED.equals(sqlState(thrown));
    }

    public static boolean isAboutEncoding(Throwable thrown) {
        return ENCODING.contains(sqlState(thrown));
    }

    /** After these nobody can say what the connection's next answer belongs to. */
    public static boolean spoilsConnection(Throwable thrown) {
        return thrown instanceof Error
                || STALE_STATEMENT.contains(sqlState(thrown))
                || sqlException(thrown) == null && !(thrown instanceof StoreException);
    }

    /** Whether the connection is gone, or nobody can say what is left of it, rather than the statement refused. */
    public static boolean losesConnection(Throwable thrown) {
        String state = sqlState(thrown);
        return !(thrown instanceof Error)
                && (state.isEmpty() || state.startsWith(CONNECTION_FAILURE) || state.startsWith(SHUTDOWN));
    }

    private static boolean isOutcomeUnknown(SQLException sql) {
        return losesConnection(sql)
                && !NOT_CONNECTED.contains(sqlState(sql))
                && !(sql instanceof NotConnectedException);
    }

    /** Some exceptions of pgjdbc-ng are shared by all, and must not be added to: logged instead. */
    public static void log(String what, Throwable thrown) {
        LOG.log(System.Logger.Level.DEBUG, what, thrown);
    }

    /** A state that several share stands once. */
    private static String describe(SQLException sql) {
        StringBuilder text = new StringBuilder(firstLine(sql));
        String state = sql.getSQLState();
        SQLException beneath = sql.getCause() instanceof SQLException cause ? cause : null;
        if (state != null && (beneath == null || !state.equals(beneath.getSQLState()))) {
            text.append(" (SQLState ").append(state).append(")");
        }
        if (beneath != null) {
            text.append("; ").append(describe(beneath));
        }
        return text.toString();
    }

    private static String firstLine(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }

    private static SQLException withoutDetail(SQLException sql) {
        if (all(sql).stream().noneMatch(Failure::hasDetail)) {
            return sql;
        }
        SQLException copy = new SQLException(firstLine(sql), sql.getSQLState(), sql.getErrorCode());
        copy.setStackTrace(sql.getStackTrace());
        return copy;
    }

    private static boolean hasDetail(Throwable thrown) {
        String message = thrown.getMessage();
        return message != null && message.strip().lines().count() > 1;
    }

    /** Whatever can be reached from there: some hang together in circles. */
    private static Set<Throwable> all(Throwable thrown) {
        Set<Throwable> all = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>(List.of(thrown));
        while (!left.isEmpty()) {
            Throwable each = left.remove();
            if (all.add(each)) {
                left.addAll(List.of(each.getSuppressed()));
                Stream.of(each.getCause(), each instanceof SQLException sql ? sql.getNextException() : null)
                        .filter(Objects::nonNull)
                        .forEach(left::add);
            }
        }
        return all;
    }

    private static String sqlState(Throwable thrown) {
        SQLException sql = sqlException(thrown);
        return sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
    }

    private static @Nullable SQLException sqlException(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
