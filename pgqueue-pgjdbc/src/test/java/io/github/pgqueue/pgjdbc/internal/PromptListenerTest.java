package io.github.pgqueue.pgjdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import io.github.pgqueue.testkit.database.Certificate;
import io.github.pgqueue.testkit.database.ServerSettings;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.database.Wire;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Nothing but what is heard ends a wait here, within the time of a test: what is heard only with the next thing that
 * arrives is not heard.
 */
@Timeout(120)
@DisplayName("A listening connection that is answered at once")
class PromptListenerTest {

    private static final String CHANNEL = "jobs_channel";
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final int PATIENCE_SECONDS = 30;

    /** Longer than a peek of the driver would wait. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    /** How a server is spoken to. */
    enum Encryption {
        PLAIN("disable"),
        TLS("require");

        private final String sslMode;

        Encryption(String sslMode) {
            this.sslMode = sslMode;
        }
    }

    @TempDir
    private static Path folder;

    private static TestDatabases server;
    private static TestDatabase database;

    private final String watchName = UUID.randomUUID().toString();
    private final WatchedSocket.Watch watch = WatchedSocketFactory.watch(watchName);
    private final BlockingQueue<String> rings = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> losses = new LinkedBlockingQueue<>();
    private Wire wire;
    private Connection sender;
    private PreparedStatement send;

    @BeforeAll
    static void start() throws Exception {
        server = TestDatabases.start();
        ServerSettings settings =
                server.settings().orElseGet(() -> Assumptions.abort("this server is not ours to change"));
        database = server.newDatabase();
        settings.offerTls(Certificate.make("SHA256withRSA", folder));
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException {
        wire = Wire.to(database);
        sender = database.connect();
        send = sender.prepareStatement("select pg_notify('" + CHANNEL + "', prefix || n)"
                + " from (values (?)) prefixes (prefix), generate_series(1, ?) n");
    }

    @AfterEach
    void close() throws SQLException {
        sender.close();
        wire.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("hears single notifications, and never waits for another one")
    void oneByOne(Encryption encryption) throws Exception {
        try (ListenerConnection listener = listen(database.url(), encryption, FOR_EVER)) {
            for (int number = 0; number < 300; number++) {
                assertHears(number + ".", 1);
            }
            assertThat(listener).isNotNull();
        }
        assertThat(losses).isEmpty();
        assertThat(watch.peeks()).isGreaterThanOrEqualTo(300);
        assertThat(watch.reads()).isGreaterThanOrEqualTo(300);
        assertThat(watch.blocked()).as("peeks that waited").isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("hears all of a flood, in order")
    void flood(Encryption encryption) throws Exception {
        try (ListenerConnection listener = listen(wire.url(), encryption, FOR_EVER)) {
            int transactions = 2000;
            int together = 10;
            for (int number = 0; number < transactions; number++) {
                send(number + ".", together);
            }
            send("last.", 10_000);
            for (int number = 0; number < transactions; number++) {
                assertNext(number + ".", together);
            }
            assertNext("last.", 10_000);
            assertThat(listener).isNotNull();
        }
        assertThat(rings).isEmpty();
        assertThat(losses).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("hears notifications that arrive in pieces, wherever they are cut")
    void pieces(Encryption encryption) throws Exception {
        try (ListenerConnection listener = listen(wire.url(), encryption, FOR_EVER)) {
            for (int piece = 1; piece <= bytes(encryption); piece++) {
                wire.crumble(Wire.Way.TO_CLIENT, piece, PAUSE);
                send(piece + "a", 1);
                send(piece + "b", 2);
                assertNext(piece + "a", 1);
                assertNext(piece + "b", 2);
            }
            assertThat(listener).isNotNull();
        }
        assertThat(rings).isEmpty();
        assertThat(losses).isEmpty();
        assertThat(watch.peeks()).isPositive();
    }

    /** At least as many as three notifications have, over TLS in two records. */
    private static int bytes(Encryption encryption) {
        // With kind, length, process, channel, payload and two zeros.
        int plain = 3 * (1 + 4 + 4 + CHANNEL.length() + 1 + 4 + 1);
        return encryption == Encryption.TLS ? plain + 80 : plain;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("goes on after peeks amid a message, or amid a record of TLS, of which no more has arrived")
    void amid(Encryption encryption) throws Exception {
        try (Connection connection = connector(wire.url(), encryption).connect()) {
            PGConnection driver = connection.unwrap(PGConnection.class);
            connection.createStatement().execute("listen " + CHANNEL);
            List<String> heard = new ArrayList<>();
            for (int piece : new int[] {1, 4, 5, 6, 30}) {
                heard.clear();
                wire.crumble(Wire.Way.TO_CLIENT, piece, PAUSE);
                for (int number = 0; number < 5; number++) {
                    send("n", 1);
                }
                while (heard.size() < 5) {
                    for (PGNotification each : driver.getNotifications()) {
                        heard.add(each.getParameter());
                    }
                }
                assertThat(heard).containsOnly("n1").hasSize(5);
            }
        }
        if (encryption == Encryption.TLS) {
            assertThat(watch.blocked()).as("peeks amid a record").isPositive();
        }
        assertThat(watch.peeks()).as("peeks that found nothing").isGreaterThan(watch.blocked());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("asks for a sign of life again and again, also in pieces, and hears what comes among it")
    void idle(Encryption encryption) throws Exception {
        try (ListenerConnection listener = listen(wire.url(), encryption, Duration.ofMillis(2))) {
            for (int piece : new int[] {Integer.MAX_VALUE, 1, 7, 50}) {
                wire.crumble(Wire.Way.TO_CLIENT, piece, Duration.ofNanos(200_000));
                for (int number = 0; number < 50; number++) {
                    assertHears(piece + "/" + number + ".", 3);
                }
            }
            assertThat(listener).isNotNull();
        }
        assertThat(losses).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("peeks tens of thousands of times in vain without waiting, and then hears")
    void inVain(Encryption encryption) throws Exception {
        try (Connection connection = connector(database.url(), encryption).connect()) {
            PGConnection driver = connection.unwrap(PGConnection.class);
            connection.createStatement().execute("listen " + CHANNEL);
            for (int peek = 0; peek < 30_000; peek++) {
                assertThat(driver.getNotifications()).isEmpty();
            }
            assertThat(watch.peeks()).isGreaterThanOrEqualTo(30_000);
            assertThat(watch.blocked()).as("peeks that waited").isZero();

            send("heard", 1);
            assertThat(driver.getNotifications(PATIENCE_SECONDS * 1000))
                    .extracting(PGNotification::getParameter)
                    .containsExactly("heard1");
        }
    }

    private void assertHears(String prefix, int number) throws Exception {
        send(prefix, number);
        assertNext(prefix, number);
    }

    private void assertNext(String prefix, int number) throws InterruptedException {
        for (int n = 1; n <= number; n++) {
            assertThat(rings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("lost: %s", losses)
                    .isEqualTo(prefix + n);
        }
    }

    private void send(String prefix, int number) throws SQLException {
        send.setString(1, prefix);
        send.setInt(2, number);
        send.executeQuery().close();
    }

    private ListenerConnection listen(String url, Encryption encryption, Duration quiet) throws SQLException {
        return PgjdbcListener.start(connector(url, encryption), CHANNEL, new Sink(), quiet);
    }

    private Connector connector(String url, Encryption encryption) {
        return PgjdbcConnections.forListening(PgQueuesConfig.builder(url + "?sslmode=" + encryption.sslMode
                        + "&socketFactory=" + WatchedSocketFactory.class.getName() + "&socketFactoryArg=" + watchName)
                .credentials(database.user(), database.password())
                .build());
    }

    private final class Sink implements RingSink {

        @Override
        public void ring(String payload) {
            rings.add(payload);
        }

        @Override
        public void lost(Throwable cause) {
            losses.add(cause);
        }
    }
}
