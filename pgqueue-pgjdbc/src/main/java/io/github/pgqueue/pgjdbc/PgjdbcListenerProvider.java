package io.github.pgqueue.pgjdbc;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.pgjdbc.internal.PgjdbcConnections;
import io.github.pgqueue.pgjdbc.internal.PgjdbcListener;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.RingSink;
import java.sql.SQLException;

/**
 * Listens by pgjdbc, on a connection and a thread of its own that waits in the driver. Thread-safe.
 *
 * <p>A connection that has fallen silent is found out by itself within about 35 seconds, by what the engine sends
 * through it sooner.
 */
public final class PgjdbcListenerProvider implements ListenerProvider {

    /** For {@link java.util.ServiceLoader}, and for a config that names the backend by an object. */
    public PgjdbcListenerProvider() {}

    @Override
    public String name() {
        return "pgjdbc";
    }

    @Override
    public void check(PgQueuesConfig config) {
        PgjdbcConnections.forListening(config);
    }

    @Override
    public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink) throws SQLException {
        return PgjdbcListener.start(PgjdbcConnections.forListening(config), channel, sink, PgjdbcListener.QUIET);
    }
}
