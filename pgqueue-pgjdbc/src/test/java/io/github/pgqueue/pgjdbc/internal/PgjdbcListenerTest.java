package io.github.pgqueue.pgjdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.pgjdbc.PgjdbcListenerProvider;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The listening connection")
@SuppressWarnings("try")
class PgjdbcListenerTest {

    private static final String CHANNEL = "Odd \"channel\"";
    private static final int PATIENCE_SECONDS = 30;
    private static final String LISTENING = """
            select count(*) from pg_stat_activity
            where datname = current_database() and application_name = 'pgqueue-listen'""";

    private final Sink sink = new Sink();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("passes on what is sent while it is being questioned for a sign of life, and goes on after")
    void probe() throws Exception {
        try (ListenerConnection listener = PgjdbcListener.start(connector(), CHANNEL, sink, Duration.ofMillis(20))) {
            for (int number = 0; number < 100; number++) {
                send(Integer.toString(number));
                assertThat(sink.rings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(Integer.toString(number));
            }
            assertThat(sink.losses).isEmpty();
        }
    }

    @Test
    @DisplayName("finds out by a question that the server has fallen silent")
    void silent() throws Exception {
        try (TestDatabases server = TestDatabases.start()) {
            assumeTrue(server.control().isPresent(), "the test server is not ours to freeze");
            ServerControl control = server.control().orElseThrow();
            PgQueuesConfig config = config(server.newDatabase()).build();
            try (ListenerConnection listener = PgjdbcListener.start(
                    PgjdbcConnections.forListening(config), CHANNEL, sink, Duration.ofMillis(100))) {
                control.freeze();

                assertThat(sink.losses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
            } finally {
                control.thaw();
            }
        }
    }

    @Test
    @DisplayName("ends within two seconds when closed while the server is frozen, and tells no loss")
    void closeFrozen() throws Exception {
        try (TestDatabases server = TestDatabases.start()) {
            assumeTrue(server.control().isPresent(), "the test server is not ours to freeze");
            ServerControl control = server.control().orElseThrow();
            ListenerConnection listener = new PgjdbcListenerProvider()
                    .connect(config(server.newDatabase()).build(), CHANNEL, sink);
            control.freeze();
            long start = System.nanoTime();

            listener.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(sink.losses).isEmpty();
            control.thaw();
        }
    }

    @Test
    @DisplayName("may be closed from within its sink")
    void closeFromSink() throws Exception {
        BlockingQueue<ListenerConnection> itself = new LinkedBlockingQueue<>();
        BlockingQueue<String> closed = new LinkedBlockingQueue<>();
        ListenerConnection listener = PgjdbcListener.start(
                connector(),
                CHANNEL,
                new RingSink() {
                    @Override
                    public void ring(String payload) {
                        itself.remove().close();
                        closed.add(payload);
                    }

                    @Override
                    public void lost(Throwable cause) {
                        closed.add("lost");
                    }
                },
                Duration.ofSeconds(10));
        itself.add(listener);

        send("one");

        assertThat(closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("one");
        listener.close();
        assertThat(closed).isEmpty();
        assertNobodyListens();
    }

    @Test
    @DisplayName("is not kept when LISTEN is refused")
    void refused() throws SQLException {
        assertThatThrownBy(() -> PgjdbcListener.start(connector(), "", sink, Duration.ofSeconds(10)))
                .isInstanceOf(SQLException.class);
        assertNobodyListens();
    }

    /** The server takes a moment to see that a connection is cut. */
    private void assertNobodyListens() throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int listening = 1;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (listening > 0 && System.nanoTime() < deadline) {
                try (ResultSet row = statement.executeQuery(LISTENING)) {
                    row.next();
                    listening = row.getInt(1);
                }
            }
        }
        assertThat(listening).isZero();
    }

    private void send(String payload) {
        database.execute("select pg_notify('" + CHANNEL + "', '" + payload + "')");
    }

    private Connector connector() {
        return PgjdbcConnections.forListening(config(database).build());
    }

    private static PgQueuesConfig.Builder config(TestDatabase where) {
        return PgQueuesConfig.builder(where.url()).credentials(where.user(), where.password());
    }

    private static final class Sink implements RingSink {

        private final BlockingQueue<String> rings = new LinkedBlockingQueue<>();
        private final BlockingQueue<Throwable> losses = new LinkedBlockingQueue<>();

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
