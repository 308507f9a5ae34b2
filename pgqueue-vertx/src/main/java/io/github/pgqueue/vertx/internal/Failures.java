package io.github.pgqueue.vertx.internal;

import io.vertx.sqlclient.DatabaseException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns what the client throws into what callers of a JDBC world know, with the server's own state where it gave one. */
final class Failures {

    private Failures() {}

    static SQLException sql(String what, String state, @Nullable Throwable cause) {
        if (cause instanceof SQLException sql) {
            return sql;
        }
        String told = state(cause);
        return new SQLException(what + ": " + describe(cause), told == null ? state : told, cause);
    }

    /** The server's state, if it was the server that refused. */
    private static @Nullable String state(@Nullable Throwable cause) {
        return cause instanceof DatabaseException refusal ? refusal.getSqlState() : null;
    }

    /** In its own words; some of what is thrown has none. */
    private static String describe(@Nullable Throwable cause) {
        if (cause == null) {
            return "for no reason given";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
