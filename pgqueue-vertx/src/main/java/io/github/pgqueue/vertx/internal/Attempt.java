package io.github.pgqueue.vertx.internal;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Connects to one address and listens there.
 *
 * @param address as whom, and how
 * @param target where
 * @param listening to what
 */
record Attempt(VertxAddress address, Target target, Listening listening) {

    private static final String CANNOT_CONNECT = "08001";

    /**
     * Tries it once.
     *
     * @throws SQLException if it cannot, or not in time; nothing is left open
     */
    VertxListener connect(boolean encrypted, Deadline deadline) throws SQLException, InterruptedException {
        ClientOptions options = new ClientOptions(address, target);
        if (encrypted) {
            options.setSslMode(enforced());
            options.setSslOptions(address.encryption().options());
        }
        Loop loop = Loop.start();
        boolean listens = false;
        try {
            PgConnection connection = await(loop, PgConnection.connect(loop.vertx(), options), deadline);
            VertxListener listener = new VertxListener(loop, connection, listening);
            await(loop, listener.listen(), deadline);
            listens = listener.begin();
            if (!listens) {
                throw new SQLException(target + ": the connection was lost at once", CANNOT_CONNECT);
            }
            return listener;
        } finally {
            if (!listens) {
                loop.close(listening.rhythm().closeLimit());
            }
        }
    }

    /** What the client is to insist on: it never falls back by itself. */
    private SslMode enforced() {
        SslMode mode = address.encryption().mode();
        return mode == SslMode.PREFER || mode == SslMode.ALLOW ? SslMode.REQUIRE : mode;
    }

    private <T> T await(Loop loop, Future<T> future, Deadline deadline) throws SQLException, InterruptedException {
        Duration left = deadline.left();
        try {
            return loop.await(future, left);
        } catch (TimeoutException slow) {
            throw new SQLException(target + ": no answer in time", CANNOT_CONNECT, slow);
        } catch (ExecutionException failure) {
            throw Failures.sql(target.toString(), CANNOT_CONNECT, failure.getCause());
        }
    }
}
