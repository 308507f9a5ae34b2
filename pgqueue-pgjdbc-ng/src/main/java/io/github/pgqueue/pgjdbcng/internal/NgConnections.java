package io.github.pgqueue.pgjdbcng.internal;

import com.impossibl.postgres.jdbc.PGDataSource;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/** The connections that a config asks for. */
public final class NgConnections {

    private static final String STORE = "pgqueue";
    private static final String LISTENER = "pgqueue-listen";

    /** What a listening connection sends is answered at once, or the connection is dead. In milliseconds. */
    private static final Map<String, String> LISTENERS = Map.of(DriverSettings.NETWORK_TIMEOUT, "5000");

    private NgConnections() {}

    /**
     * For the store's pool. Does not connect.
     *
     * @param config the settings
     * @return makes a connection for each call
     * @throws IllegalArgumentException if the config has no URL, or one that this backend cannot serve
     */
    public static DataSource forStatements(PgQueuesConfig config) {
        String url = config.url()
                .orElseThrow(() -> new IllegalArgumentException(
                        "url or dataSource must be set for backend pgjdbc-ng to keep jobs: neither is"));
        NgAddress address = Addresses.of(
                STORE, new ListenAddress.Url("url", url, config.user(), config.password(), new Properties()));
        return new ConnectorDataSource(new Connector(address, config.connectTimeout()));
    }

    /**
     * Checks that a listener could be given a connection. Does not connect.
     *
     * @param config the settings
     * @throws IllegalArgumentException if the config does not say where, or says it in a way that this
     *     backend cannot serve
     */
    public static void checkListening(PgQueuesConfig config) {
        forListening(config);
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
        return NgListenerConnection.open(forListening(config).connect(), channel, sink, Rhythm.DEFAULT);
    }

    private static Connector forListening(PgQueuesConfig config) {
        // A subclass may have reasons of its own, such as a password that changes.
        ListenAddress given = ListenAddress.of(config, dataSource -> dataSource.getClass() == PGDataSource.class);
        NgAddress address = given instanceof ListenAddress.Source source
                ? Addresses.of(LISTENER, (PGDataSource) source.dataSource(), source.user(), source.password())
                : Addresses.of(LISTENER, (ListenAddress.Url) given);
        return new Connector(address.with(LISTENERS), config.connectTimeout());
    }
}
