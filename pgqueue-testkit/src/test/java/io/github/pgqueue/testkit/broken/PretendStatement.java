package io.github.pgqueue.testkit.broken;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement in a pretended database, prepared or not; its only parameter that matters is a job. */
final class PretendStatement implements InvocationHandler {

    private static final Pattern TABLE = Pattern.compile("(?:from|into) (\\w+)");

    private final PretendSession session;
    private final String prepared;
    private @Nullable Long job;

    /**
     * A statement of a connection.
     *
     * @param session the connection
     * @param prepared empty for one that is given its text later
     */
    PretendStatement(PretendSession session, String prepared) {
        this.session = session;
        this.prepared = prepared;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws SQLException {
        switch (method.getName()) {
            case "setLong" -> job = args == null ? null : (Long) args[1];
            case "execute" -> {
                session.execute(PretendSession.text(args));
                return true;
            }
            case "executeUpdate" -> {
                session.write(new PretendDatabase.Row(table(prepared), job == null ? 0 : job));
                return 1;
            }
            case "executeQuery" -> {
                return query(prepared.isEmpty() ? PretendSession.text(args) : prepared);
            }
            default -> {
                // Closing it, and texts that nobody reads.
            }
        }
        return null;
    }

    private ResultSet query(String sql) throws SQLException {
        if (sql.contains("pg_backend_pid")) {
            return result(true, session.number());
        }
        int count = session.count(table(sql), job);
        return result(count > 0 || sql.startsWith("select count"), count);
    }

    private static ResultSet result(boolean hasRow, int value) {
        return PretendSession.proxy(ResultSet.class, (proxy, method, args) -> switch (method.getName()) {
            case "next" -> hasRow;
            case "getInt" -> value;
            default -> null;
        });
    }

    private static String table(String sql) {
        Matcher table = TABLE.matcher(sql);
        return table.find() ? table.group(1) : "";
    }
}
