package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.spi.ListenerConnection;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import java.lang.ref.Reference;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One listening connection. Thread-safe.
 *
 * <p>Everything but opening and closing happens on its loop's thread: the client calls back there, and there the
 * server is asked for a sign of life when nothing was heard for a while, as the client tells nothing in a network that
 * went silent. Every failure ends the connection.
 */
final class VertxListener implements ListenerConnection {

    private static final System.Logger LOG = System.getLogger(VertxListener.class.getName());
    private static final String GONE = "08006";

    private final Loop loop;
    private final PgConnection connection;
    private final Listening listening;
    private final Gate gate;
    private volatile long heardAt = System.nanoTime();

    /**
     * Does not listen yet.
     *
     * @param loop this one's own from now on
     * @param connection made on that loop, and used by nobody else
     * @param listening to what, and for whom
     */
    VertxListener(Loop loop, PgConnection connection, Listening listening) {
        this.loop = loop;
        this.connection = connection;
        this.listening = listening;
        this.gate = new Gate(listening.sink());
    }

    /** Listens. Who hears is there before the server is asked, so that nothing is missed. */
    Future<?> listen() {
        connection.notificationHandler(this::heard);
        // The client would write them into the application's log.
        connection.noticeHandler(notice -> LOG.log(System.Logger.Level.DEBUG, "the server: {0}", notice.getMessage()));
        connection.exceptionHandler(this::lost);
        connection.closeHandler(closed ->
                lost(new SQLException("the server, or something on the way to it, closed the connection", GONE)));
        // Quoted, or the server would fold the name's case, which pg_notify does not.
        return connection
                .query("listen \"" + listening.channel().replace("\"", "\"\"") + '"')
                .execute();
    }

    /** From now on a loss is told. False if it came before. */
    boolean begin() {
        watch(listening.rhythm().probePause());
        return gate.open();
    }

    private void heard(PgNotification notification) {
        heardAt = System.nanoTime();
        if (notification.getChannel().equals(listening.channel())) {
            gate.ring(notification.getPayload());
        }
    }

    private void watch(Duration pause) {
        loop.vertx().setTimer(Math.max(1, pause.toMillis()), timer -> look());
    }

    private void look() {
        Duration quiet = Duration.ofNanos(System.nanoTime() - heardAt);
        Duration rest = listening.rhythm().probePause().minus(quiet);
        if (gate.isShut()) {
            return;
        }
        if (rest.compareTo(Duration.ZERO) > 0) {
            watch(rest);
        } else {
            probe();
        }
    }

    private void probe() {
        Duration limit = listening.rhythm().probeLimit();
        long timer = loop.vertx()
                .setTimer(
                        limit.toMillis(),
                        over -> lost(new SQLException(
                                "the connection gave no sign of life within " + limit.toMillis() + " ms", GONE)));
        connection.query("select 1").execute().onComplete(answer -> {
            loop.vertx().cancelTimer(timer);
            if (answer.succeeded()) {
                heardAt = System.nanoTime();
                watch(listening.rhythm().probePause());
            } else {
                lost(answer.cause());
            }
        });
    }

    private void lost(Throwable cause) {
        if (!gate.isShut()) {
            gate.lost(Failures.sql("the connection is lost", GONE, cause));
            // On its own thread, so that it does not wait.
            end(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        Deadline deadline = Deadline.in(listening.rhythm().closeLimit());
        gate.close();
        end(deadline.left());
    }

    /** The client is no garbage before: see {@link Loop#await}. */
    private void end(Duration limit) {
        loop.close(limit);
        Reference.reachabilityFence(connection);
    }
}
