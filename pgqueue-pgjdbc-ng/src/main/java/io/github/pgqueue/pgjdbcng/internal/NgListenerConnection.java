package io.github.pgqueue.pgjdbcng.internal;

import com.impossibl.postgres.api.jdbc.PGConnection;
import com.impossibl.postgres.api.jdbc.PGNotificationListener;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * A connection of pgjdbc-ng that listens. Thread-safe.
 *
 * <pre>
 *            the driver or the watchdog finds it dead
 *   OPEN ───────────────────────────────────────────▶ LOST   the sink is told
 *     └──────────────close()─────────▶ CLOSED ◀──close()──┘   the sink hears no more
 * </pre>
 *
 * <p>The driver would collect a connection that nobody holds, and notifications with it: this holds it, and
 * is held by its own threads until it ends.
 */
final class NgListenerConnection implements ListenerConnection, PGNotificationListener {

    private static final System.Logger LOG = System.getLogger(NgListenerConnection.class.getName());
    private static final String NAME = "pgqueue";

    private enum State {
        OPEN,
        LOST,
        CLOSED
    }

    private final Connection connection;
    private final PGConnection driver;
    private final Handoff handoff;
    private final Rhythm rhythm;
    private final Watchdog watchdog;
    private State state = State.OPEN;

    private NgListenerConnection(Connection connection, PGConnection driver, RingSink sink, Rhythm rhythm) {
        this.connection = connection;
        this.driver = driver;
        this.rhythm = rhythm;
        this.handoff = new Handoff(sink);
        this.watchdog = new Watchdog(connection, rhythm, this::lost);
    }

    /**
     * Listens. The connection is this one's from now on, and closed if it cannot.
     *
     * @param connection used by nobody else
     * @param channel its exact name
     */
    static ListenerConnection open(Connection connection, String channel, RingSink sink, Rhythm rhythm)
            throws SQLException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        NgListenerConnection listener = new NgListenerConnection(connection, driver, sink, rhythm);
        try {
            listener.listen(channel);
            return listener;
        } catch (SQLException | RuntimeException failure) {
            listener.close();
            throw failure;
        }
    }

    /** Added first, so that no notification comes before there is somebody to hear it. */
    private void listen(String channel) throws SQLException {
        // The filter is a regular expression.
        driver.addNotificationListener(NAME, Pattern.quote(channel), this);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen \"" + channel.replace("\"", "\"\"") + "\"");
        }
        watchdog.start();
    }

    /** On the driver's thread. */
    @Override
    public void notification(int processId, String channelName, String payload) {
        watchdog.heard();
        handoff.pass(sink -> sink.ring(payload));
    }

    /** On the driver's thread, also when this side closes. */
    @Override
    public void closed() {
        lost(new SQLException("the server, or something on the way to it, closed the connection", "08006"));
    }

    private void lost(SQLException cause) {
        if (change(State.OPEN, State.LOST)) {
            watchdog.stop();
            handoff.end(sink -> sink.lost(cause));
        }
    }

    @Override
    public void close() {
        if (change(State.OPEN, State.CLOSED) || change(State.LOST, State.CLOSED)) {
            Deadline deadline = Deadline.in(rhythm.closeLimit());
            watchdog.stop();
            driver.removeNotificationListener(NAME);
            // The driver waits for its own thread here, which somebody else's callback may hold up.
            Thread closing = Threads.start("pgqueue-close-pgjdbc-ng", this::closeConnection);
            handoff.stop(deadline.left());
            Threads.join(closing, deadline.left());
        }
    }

    private void closeConnection() {
        try {
            connection.close();
        } catch (SQLException | RuntimeException gone) {
            LOG.log(Level.DEBUG, "a listening connection did not close", gone);
        }
    }

    /** The one place where the state changes. */
    private synchronized boolean change(State from, State to) {
        boolean changes = state == from;
        if (changes) {
            state = to;
        }
        return changes;
    }
}
