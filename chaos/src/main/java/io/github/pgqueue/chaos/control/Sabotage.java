package io.github.pgqueue.chaos.control;

import io.github.pgqueue.chaos.plan.PlannedFault;
import io.github.pgqueue.testkit.database.ServerControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Harms the server, its connections and the table.
 *
 * @param lab where they are
 */
record Sabotage(Lab lab) {

    /** More than the server allows. */
    private static final int MOST_CONNECTIONS = 300;

    private static final String SOME = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and random() < 0.3""";

    /** Of those that wait and those that run, without waiting for anybody. */
    private static final String ROWS = """
            select id from jobs where status in ('new', 'running') order by random() limit 30
            for update skip locked""";

    private static final String TABLE = """
            set local lock_timeout = '5s';
            lock table jobs in access exclusive mode""";

    /** Does the harm, for as long as it is planned; tells what came of it. */
    String perform(PlannedFault fault) throws InterruptedException, SQLException {
        return switch (fault.kind()) {
            case RESTART_SERVER -> restart(fault.length());
            case FREEZE_SERVER -> freeze(fault.length());
            case TERMINATE_ALL -> lab.database().terminateAll() + " connections";
            case TERMINATE_LISTENERS -> lab.database().terminateListeners() + " connections";
            case TERMINATE_SOME -> hold(SOME, Duration.ZERO);
            case LOCK_TABLE -> hold(TABLE, fault.length());
            case LOCK_ROWS -> hold(ROWS, fault.length());
            // Without a table: a lock on it would be another fault.
            case OLD_SNAPSHOT -> hold("set transaction isolation level repeatable read; select 1", fault.length());
            case TAKE_CONNECTIONS -> takeConnections(fault.length());
            default -> throw new IllegalArgumentException("not against the server: " + fault.kind());
        };
    }

    private ServerControl control() {
        return lab.control().orElseThrow(() -> new IllegalStateException("the server is not ours to stop"));
    }

    private String restart(Duration time) throws InterruptedException {
        control().stop();
        try {
            Waits.pause(time);
        } finally {
            control().start();
        }
        return "";
    }

    private String freeze(Duration time) throws InterruptedException {
        control().freeze();
        try {
            Waits.pause(time);
        } finally {
            control().thaw();
        }
        return "";
    }

    private String hold(String sql, Duration time) throws SQLException, InterruptedException {
        try (Connection connection = lab.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            Waits.pause(time);
            connection.rollback();
        }
        return "";
    }

    private String takeConnections(Duration time) throws InterruptedException {
        Deque<Connection> taken = new ArrayDeque<>();
        try {
            while (taken.size() < MOST_CONNECTIONS) {
                taken.add(lab.database().connect());
            }
        } catch (SQLException full) {
            Waits.pause(time);
        } finally {
            taken.forEach(Sabotage::close);
        }
        return taken.size() + " connections";
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // Then another fault was quicker.
            return;
        }
    }
}
