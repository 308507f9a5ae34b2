package io.github.pgqueue.testkit.broken;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A connection to a pretended database. Used by one thread at a time, but for its end by the server. */
final class PretendSession implements InvocationHandler {

    private static final Pattern INSERTION = Pattern.compile("insert into (\\w+) values.*");
    private static final Pattern KILLING = Pattern.compile("select pg_terminate_backend\\((\\d+), .*");

    private final PretendDatabase database;
    private final PretendJobs jobs;
    private final int number;
    private final List<PretendDatabase.Row> written = new ArrayList<>();
    private final List<Runnable> onCommit = new ArrayList<>();
    private final List<Runnable> onRollback = new ArrayList<>();
    private boolean autocommit = true;
    private boolean closed;
    private boolean broken;
    private volatile boolean dead;

    PretendSession(PretendDatabase database, PretendJobs jobs, int number) {
        this.database = database;
        this.jobs = jobs;
        this.number = number;
    }

    Connection connection() {
        return proxy(Connection.class, this);
    }

    static PretendSession of(Connection connection) {
        InvocationHandler handler = Proxy.getInvocationHandler(connection);
        return handler instanceof PretendGuard guard ? guard.session() : (PretendSession) handler;
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** What is to happen at the end of the transaction, which with autocommit is now. */
    void atEnd(Runnable commit, Runnable rollback) throws SQLException {
        onCommit.add(commit);
        onRollback.add(rollback);
        commitIfAuto();
    }

    /** The server ends it. */
    void die() {
        dead = true;
    }

    int number() {
        return number;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws SQLException {
        switch (method.getName()) {
            case "createStatement" -> {
                return proxy(Statement.class, new PretendStatement(this, ""));
            }
            case "prepareStatement" -> {
                return proxy(PreparedStatement.class, new PretendStatement(this, text(args)));
            }
            case "setSavepoint" -> {
                return new PretendSavepoint(written.size());
            }
            case "getAutoCommit" -> {
                return autocommit;
            }
            case "isClosed" -> {
                return closed;
            }
            case "setAutoCommit" -> autocommit = args != null && Boolean.TRUE.equals(args[0]);
            case "commit" -> commit();
            case "rollback" -> rollback(args);
            case "close" -> close();
            default -> throw new SQLException("the pretended database knows no " + method.getName());
        }
        return null;
    }

    static String text(Object @Nullable [] args) {
        return args == null ? "" : String.valueOf(args[0]);
    }

    void execute(String sql) throws SQLException {
        requireWhole();
        Matcher insertion = INSERTION.matcher(sql);
        Matcher killing = KILLING.matcher(sql);
        if (PretendJobs.isInsertion(sql)) {
            jobs.insert(sql);
        } else if (insertion.matches()) {
            write(new PretendDatabase.Row(insertion.group(1), 0));
        } else if (killing.matches()) {
            database.kill(Integer.parseInt(killing.group(1)));
        } else if (sql.endsWith("for update")) {
            database.locking().add(this);
        } else if (sql.startsWith("update ")) {
            Assumptions.abort("the pretended database changes no jobs");
        } else if (!sql.startsWith("create table")) {
            broken = !autocommit;
            throw new SQLException(
                    sql.endsWith("/ 0") ? "division by zero" : "the pretended database does not understand: " + sql);
        }
        commitIfAuto();
    }

    void write(PretendDatabase.Row row) throws SQLException {
        requireWhole();
        written.add(row);
        commitIfAuto();
    }

    /** How many rows it sees; of all jobs, or of one. */
    int count(String table, @Nullable Long job) throws SQLException {
        requireWhole();
        List<PretendDatabase.Row> seen = new ArrayList<>();
        database.alone(() -> seen.addAll(database.rows()));
        seen.addAll(written);
        return (int) seen.stream()
                .filter(row -> row.table().equals(table) && (job == null || job == row.job()))
                .count();
    }

    /** It is open, and no statement of its transaction has failed. */
    void requireWhole() throws SQLException {
        if (closed || dead) {
            throw new SQLException("the connection is closed");
        }
        if (broken) {
            throw new SQLException("the transaction is aborted");
        }
    }

    private void commitIfAuto() throws SQLException {
        if (autocommit) {
            commit();
        }
    }

    void commit() throws SQLException {
        try {
            requireWhole();
        } catch (SQLException cannot) {
            rollback();
            throw cannot;
        }
        database.rows().addAll(written);
        end(onCommit);
    }

    private void rollback(Object @Nullable [] args) {
        if (args != null && args[0] instanceof PretendSavepoint savepoint) {
            written.subList(savepoint.getSavepointId(), written.size()).clear();
            broken = false;
        } else {
            rollback();
        }
    }

    private void rollback() {
        broken = false;
        end(onRollback);
    }

    private void end(List<Runnable> actions) {
        List<Runnable> all = List.copyOf(actions);
        written.clear();
        onCommit.clear();
        onRollback.clear();
        database.locking().remove(this);
        all.forEach(Runnable::run);
    }

    private void close() {
        rollback();
        closed = true;
    }

    /** By how much had been written before it. */
    private record PretendSavepoint(int written) implements Savepoint {

        @Override
        public int getSavepointId() {
            return written;
        }

        @Override
        public String getSavepointName() {
            return "savepoint " + written;
        }
    }
}
