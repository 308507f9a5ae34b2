package io.github.pgqueue.pgjdbcng;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.pgjdbcng.internal.NgConnections;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.RingSink;
import java.sql.SQLException;

/**
 * Listens by pgjdbc-ng, which calls back, on a connection of its own. Thread-safe.
 *
 * <p>A connection that has fallen silent is found out by itself within about 35 seconds, by what the engine sends
 * through it sooner.
 */
public final class PgjdbcNgListenerProvider implements ListenerProvider {

    /** For {@link java.util.ServiceLoader}, and for a config that names the backend by an object. */
    public PgjdbcNgListenerProvider() {}

    @Override
    public String name() {
        return "pgjdbc-ng";
    }

    @Override
    public void check(PgQueuesConfig config) {
        NgConnections.checkListening(config);
    }

    @Override
    public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink)
            throws SQLException, InterruptedException {
        return NgConnections.listen(config, channel, sink);
    }
}
