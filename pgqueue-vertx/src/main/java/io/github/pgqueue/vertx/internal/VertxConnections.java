package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import java.sql.SQLException;

/** The connections that a config asks for. */
public final class VertxConnections {

    private VertxConnections() {}

    /**
     * Checks that a listener could be given a connection. Does not connect.
     *
     * @param config the settings
     * @throws IllegalArgumentException if the config does not say where, or says it in a way that this listener cannot
     *     serve
     */
    public static void check(PgQueuesConfig config) {
        address(config);
    }

    /**
     * Connects and listens.
     *
     * @param config the settings
     * @param channel the channel's exact name
     * @param sink hears of rings and of the loss
     * @return the connection, listening
     * @throws SQLException if it cannot connect or listen; nothing is left open
     * @throws InterruptedException if the thread is interrupted; nothing is left open
     */
    public static ListenerConnection listen(PgQueuesConfig config, String channel, RingSink sink)
            throws SQLException, InterruptedException {
        return new Connector(address(config), config.connectTimeout())
                .connect(new Listening(channel, sink, Rhythm.DEFAULT));
    }

    private static VertxAddress address(PgQueuesConfig config) {
        // None of the data sources is this client's own, so that what is no URL is refused.
        return Addresses.of((ListenAddress.Url) ListenAddress.of(config, dataSource -> false));
    }
}
