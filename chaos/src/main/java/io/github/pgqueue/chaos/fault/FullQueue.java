package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.PgQueues;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A session that listens stays in a transaction, so that the server cannot empty its queue of notifications; it is
 * filled up, and from then on every transaction that notifies is refused. Needs PostgreSQL 17, where the queue can be
 * made small.
 */
final class FullQueue implements Fault {

    /** The least there is. */
    private static final String PAGES = "64";

    private static final String FILL = "select pg_notify('elsewhere', repeat('x', 7990))";
    private static final String REFUSED = "54000";

    private final Scene scene;
    private @Nullable Connection blocker;

    FullQueue(Scene scene) {
        this.scene = scene;
    }

    @Override
    public void arrange() {
        scene.settings().set("max_notify_queue_pages", PAGES);
        scene.control().stop();
        scene.control().start();
    }

    @Override
    public void strike() throws SQLException {
        Connection listening = scene.database().connect();
        blocker = listening;
        try (Statement statement = listening.createStatement()) {
            statement.execute("listen elsewhere");
            listening.setAutoCommit(false);
            statement.execute("select 1");
        }
        fill();
    }

    private void fill() throws SQLException {
        try (Connection connection = scene.database().connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute(FILL);
            }
        } catch (SQLException full) {
            if (!REFUSED.equals(full.getSQLState())) {
                throw full;
            }
        }
    }

    @Override
    public void end() throws SQLException {
        Connection listening = blocker;
        blocker = null;
        if (listening != null) {
            listening.close();
        }
    }

    /** Plain SQL would be refused; a push that rings only after its commit is not. */
    @Override
    public void push(Scene where, String payload) {
        try (PgQueues queues = where.openBystander()) {
            queues.queue(Scene.QUEUE).push(payload);
        }
    }
}
