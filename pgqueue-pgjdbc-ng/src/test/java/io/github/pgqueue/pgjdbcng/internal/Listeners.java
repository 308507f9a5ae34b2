package io.github.pgqueue.pgjdbcng.internal;

import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Listening connections for tests, in a rhythm that tests can wait for. */
final class Listeners {

    static final Rhythm FAST = new Rhythm(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMillis(1500));
    static final Rhythm UNWATCHED = new Rhythm(Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofMillis(1500));

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private Listeners() {}

    static Connection connect(TestDatabase database) throws SQLException, InterruptedException {
        return connector(database).connect();
    }

    static Connector connector(TestDatabase database) {
        NgAddress address = Addresses.of(
                "pgqueue",
                new ListenAddress.Url(
                        "url",
                        database.url(),
                        Optional.of(database.user()),
                        Optional.of(database.password()),
                        new Properties()));
        return new Connector(address.with(Map.of(DriverSettings.NETWORK_TIMEOUT, "5000")), CONNECT_TIMEOUT);
    }

    static ListenerConnection open(TestDatabase database, String channel, RingSink sink, Rhythm rhythm)
            throws SQLException, InterruptedException {
        return NgListenerConnection.open(connect(database), channel, sink, rhythm);
    }

    /** By another driver, as any client would. */
    static void send(TestDatabase database, String channel, String... payloads) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement("select pg_notify(?, ?)")) {
            for (String payload : payloads) {
                statement.setString(1, channel);
                statement.setString(2, payload);
                statement.execute();
            }
        }
    }
}
