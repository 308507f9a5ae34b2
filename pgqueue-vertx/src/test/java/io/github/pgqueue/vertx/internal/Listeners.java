package io.github.pgqueue.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.jdbc.ListenAddress;
import io.github.pgqueue.spi.RingSink;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** Listening connections for tests, in a rhythm that tests can wait for. */
final class Listeners {

    static final Rhythm FAST = new Rhythm(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMillis(1500));
    static final Rhythm UNWATCHED = new Rhythm(Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofMillis(1500));

    /** What Vert.x calls its threads, and Netty the one that some of them need to end. */
    private static final String THREADS = "vert.x-.*|vertx-.*|globalEventExecutor.*|pgqueue-.*-vertx";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private Listeners() {}

    static VertxAddress address(TestDatabase database, String url) {
        return Addresses.of(new ListenAddress.Url(
                "url", url, Optional.of(database.user()), Optional.of(database.password()), new Properties()));
    }

    static VertxListener open(TestDatabase database, String channel, RingSink sink, Rhythm rhythm)
            throws SQLException, InterruptedException {
        return open(database, database.url(), channel, sink, rhythm);
    }

    static VertxListener open(TestDatabase database, String url, String channel, RingSink sink, Rhythm rhythm)
            throws SQLException, InterruptedException {
        return new Connector(address(database, url), CONNECT_TIMEOUT).connect(new Listening(channel, sink, rhythm));
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

    static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(THREADS))
                .toList();
    }

    private static String whatTheyDo() {
        return threads().stream()
                .map(thread -> thread + " at " + List.of(thread.getStackTrace()))
                .collect(Collectors.joining("; "));
    }

    /** Waits until all of them have ended, and those too that they begin to end. */
    static void awaitNoThreads() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!threads().isEmpty()) {
            assertThat(System.nanoTime())
                    .as(() -> "threads end: " + whatTheyDo())
                    .isLessThan(end);
            for (Thread thread : threads()) {
                thread.join(100);
            }
        }
    }
}
