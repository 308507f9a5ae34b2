package io.github.pgqueue.pgjdbc.internal;

import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * One listening connection, and the thread that waits on it.
 *
 * <p>The wait is the driver's own, on the socket; it must be a timed one, as an untimed one only drains.
 * When nothing comes for a while a query tells whether the server is still there: {@code isClosed()} does
 * not. Every exception ends the connection.
 */
public final class PgjdbcListener implements ListenerConnection {

    private static final System.Logger LOG = System.getLogger(PgjdbcListener.class.getName());

    /**
     * The usual time to wait before the server is asked for a sign of life. The engine's own rings come more often, so
     * that a connection that works is never asked.
     */
    public static final Duration QUIET = Duration.ofSeconds(30);

    /** How long an answer may take, to the question and to LISTEN. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** How long closing waits for the thread. */
    private static final Duration CLOSE = Duration.ofMillis(1500);

    private final Connection connection;
    private final PGConnection driver;
    private final String channel;
    private final Gate gate;
    private final Duration quiet;
    private final Thread thread;

    private PgjdbcListener(Connection connection, String channel, RingSink sink, Duration quiet) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(PGConnection.class);
        this.channel = channel;
        this.gate = new Gate(sink);
        this.quiet = quiet;
        this.thread = new Thread(this::run, "pgqueue-listen-pgjdbc");
        this.thread.setDaemon(true);
    }

    /**
     * Connects and listens.
     *
     * @param connector makes the connection
     * @param channel the channel's exact name
     * @param sink hears of rings and of the loss
     * @param quiet how long to wait before the server is asked for a sign of life
     * @return the connection, listening
     * @throws SQLException if it cannot connect or listen; nothing is left open
     */
    public static PgjdbcListener start(Connector connector, String channel, RingSink sink, Duration quiet)
            throws SQLException {
        Connection connection = connector.connect();
        try {
            PgjdbcListener listener = new PgjdbcListener(connection, channel, sink, quiet);
            listener.listen();
            listener.thread.start();
            return listener;
        } catch (SQLException | RuntimeException | Error failed) {
            connection.abort(Runnable::run);
            throw failed;
        }
    }

    private void listen() throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
        // In a transaction nothing would be delivered.
        connection.setAutoCommit(true);
        // Quoted, or the server would fold the name's case, which pg_notify does not.
        execute("listen \"" + channel.replace("\"", "\"\"") + '"');
    }

    private void run() {
        try {
            while (gate.isOpen()) {
                PGNotification[] heard = driver.getNotifications((int) quiet.toMillis());
                for (PGNotification each : heard) {
                    pass(each);
                }
                if (heard.length == 0) {
                    execute("select 1");
                }
            }
        } catch (SQLException | RuntimeException | Error failed) {
            abort();
            gate.lost(failed);
        }
    }

    private void pass(PGNotification notification) {
        if (notification.getName().equals(channel)) {
            gate.ring(notification.getParameter());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        gate.close();
        abort();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts the socket, which is the one thing that ends the driver's wait. */
    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException gone) {
            LOG.log(System.Logger.Level.DEBUG, "could not abort a listening connection", gone);
        }
    }
}
