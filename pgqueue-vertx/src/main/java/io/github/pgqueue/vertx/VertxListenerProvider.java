package io.github.pgqueue.vertx;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.RingSink;
import io.github.pgqueue.vertx.internal.VertxConnections;
import java.sql.SQLException;

/**
 * Listens by the Vert.x PostgreSQL client, which calls back, on a connection of its own. Thread-safe.
 *
 * <p>The address is read from the same {@code jdbc:postgresql:} URL that pgjdbc reads; a parameter that this client
 * cannot serve is refused. Each connection has a Vert.x of its own with one thread, which ends with it.
 *
 * <p>A connection that has fallen silent is found out by itself within about 35 seconds, by what the engine sends
 * through it sooner.
 */
public final class VertxListenerProvider implements ListenerProvider {

    /** For {@link java.util.ServiceLoader}, and for a config that names the listener by an object. */
    public VertxListenerProvider() {}

    @Override
    public String name() {
        return "vertx";
    }

    @Override
    public void check(PgQueuesConfig config) {
        VertxConnections.check(config);
    }

    @Override
    public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink)
            throws SQLException, InterruptedException {
        return VertxConnections.listen(config, channel, sink);
    }
}
