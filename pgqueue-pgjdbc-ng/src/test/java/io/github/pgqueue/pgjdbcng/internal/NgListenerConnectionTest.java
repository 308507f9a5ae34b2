package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A listening connection of pgjdbc-ng")
class NgListenerConnectionTest {

    /** The driver has three threads for all connections of a process. */
    private static final int MORE_THAN_THE_DRIVERS_THREADS = 5;

    private static final Duration A_SECOND_ON_A_BUSY_MACHINE = Duration.ofSeconds(2);

    private static TestDatabase database;

    private final LiveThreads threads = new LiveThreads();

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    @DisplayName("L1.1 hears all that is sent once connect has returned")
    void hears() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (ListenerConnection listener = Listeners.open(database, "jobs_channel", sink, Listeners.UNWATCHED)) {
            Listeners.send(database, "jobs_channel", "1,,mail", "", "ü,\"x");
            assertThat(sink.nextRing()).isEqualTo("1,,mail");
            assertThat(sink.nextRing()).isEmpty();
            assertThat(sink.nextRing()).isEqualTo("ü,\"x");
            assertThat(listener).isNotNull();
        }
        sink.assertNothingMore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "A*", "x\"y", "[q]", "\\Qq\\E", ".*", "Ünïcode", "with space", "$1|other"})
    @DisplayName("L2.2 hears exactly its channel, whatever characters and case its name has")
    void exactChannel(String channel) throws Exception {
        RecordingSink sink = new RecordingSink();
        RecordingSink all = new RecordingSink();
        try (ListenerConnection listener = Listeners.open(database, channel, sink, Listeners.UNWATCHED);
                ListenerConnection other = Listeners.open(database, "other", all, Listeners.UNWATCHED)) {
            Listeners.send(database, "other", "not for you");
            Listeners.send(database, channel.toLowerCase(Locale.ROOT) + "x", "nor this");
            Listeners.send(database, channel, "yours");
            assertThat(sink.nextRing()).isEqualTo("yours");
            assertThat(all.nextRing()).isEqualTo("not for you");
            assertThat(listener).isNotSameAs(other);
        }
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("L2.2 passes over other channels that the same session listens to")
    void filter() throws Exception {
        RecordingSink sink = new RecordingSink();
        Connection connection = Listeners.connect(database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen a1b");
        }
        try (ListenerConnection listener = NgListenerConnection.open(connection, "a.b", sink, Listeners.UNWATCHED)) {
            Listeners.send(database, "a1b", "matches as a regular expression only");
            Listeners.send(database, "a.b", "yours");
            assertThat(sink.nextRing()).isEqualTo("yours");
            assertThat(listener).isNotNull();
        }
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("L2.3 loses none of a flood, keeps the order and passes each once")
    void flood() throws Exception {
        int count = 50_000;
        RecordingSink sink = new RecordingSink();
        try (ListenerConnection listener = Listeners.open(database, "flood", sink, Listeners.FAST)) {
            database.execute("select pg_notify('flood', n::text) from generate_series(1, " + count + ") n");
            for (int i = 1; i <= count; i++) {
                assertThat(sink.nextRing()).isEqualTo(Integer.toString(i));
            }
            assertThat(listener).isNotNull();
        }
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("L2.3 goes on after a sink that threw, an Error too")
    void throwingSink() throws Exception {
        RecordingSink sink = new RecordingSink() {
            @Override
            public void ring(String payload) {
                super.ring(payload);
                if (payload.equals("1")) {
                    throw new IllegalStateException("thrown by a test");
                }
                throw new AssertionError("thrown by a test");
            }
        };
        try (ListenerConnection listener = Listeners.open(database, "thrown", sink, Listeners.UNWATCHED)) {
            Listeners.send(database, "thrown", "1", "2", "3");
            assertThat(List.of(sink.nextRing(), sink.nextRing(), sink.nextRing()))
                    .containsExactly("1", "2", "3");
            assertThat(listener).isNotNull();
        }
    }

    @Test
    @DisplayName("keeps nobody else waiting while its sink hangs: not the driver's threads, not itself in closing")
    void hangingSinks() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(MORE_THAN_THE_DRIVERS_THREADS);
        List<ListenerConnection> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THE_DRIVERS_THREADS; i++) {
                listeners.add(Listeners.open(database, "hang", hangingSink(hanging, release), Listeners.FAST));
            }
            Listeners.send(database, "hang", "x");
            assertThat(hanging.await(20, TimeUnit.SECONDS)).as("all sinks hang").isTrue();

            assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> countBackends()))
                    .as("another connection of the driver works")
                    .isPositive();
            for (ListenerConnection listener : listeners) {
                assertTimeoutPreemptively(Duration.ofSeconds(2), listener::close, "L4.1");
            }
        } finally {
            release.countDown();
            listeners.forEach(ListenerConnection::close);
        }
    }

    private static RingSink hangingSink(CountDownLatch hanging, CountDownLatch release) {
        return new RecordingSink() {
            @Override
            public void ring(String payload) {
                hanging.countDown();
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private static long countBackends() throws SQLException, InterruptedException {
        try (Connection connection = Listeners.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_stat_activity")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    @DisplayName("is not collected, and rings on, though nobody holds it")
    void survivesCollection() throws Exception {
        RecordingSink sink = new RecordingSink();
        int before = backendsListening();
        openAndForget(sink);
        try {
            collectUntilGone(forgetPlainConnection());
            for (int round = 0; round < 3; round++) {
                collectGarbage();
                Listeners.send(database, "forgotten", "round " + round);
                assertThat(sink.nextRing()).isEqualTo("round " + round);
            }
        } finally {
            assertThat(database.terminateListeners()).isGreaterThan(before);
        }
        assertThat(sink.nextLoss()).isNotNull();
    }

    private static void openAndForget(RingSink sink) throws SQLException, InterruptedException {
        ListenerConnection forgotten = Listeners.open(database, "forgotten", sink, Listeners.UNWATCHED);
        assertThat(forgotten).isNotNull();
    }

    private static int backendsListening() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and query ~* '^listen'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** What happens to one that only the driver knows. */
    private static WeakReference<Connection> forgetPlainConnection() throws SQLException, InterruptedException {
        return new WeakReference<>(Listeners.connect(database));
    }

    private static void collectGarbage() {
        collectUntilGone(new WeakReference<>(new Object()));
    }

    private static void collectUntilGone(WeakReference<?> forgotten) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (forgotten.get() != null) {
            assertThat(System.nanoTime()).as("garbage is collected").isLessThan(end);
            System.gc();
        }
    }

    @Test
    @DisplayName("L3.1 tells once, within a second, that the server ended it")
    void killed() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (ListenerConnection listener = Listeners.open(database, "killed", sink, Listeners.UNWATCHED)) {
            long before = System.nanoTime();
            assertThat(database.terminateListeners()).isPositive();
            Throwable loss = sink.nextLoss();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(A_SECOND_ON_A_BUSY_MACHINE);
            assertThat(loss)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            sql -> assertThat(sql.getSQLState()).isEqualTo("08006"));
            assertThat(listener).isNotNull();
        }
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("L3.1 tells once when it is killed over and over with a look under way")
    void killedWhileProbed() throws Exception {
        Rhythm restless = new Rhythm(Duration.ofNanos(1), Duration.ofSeconds(5), Duration.ofMillis(1500));
        for (int round = 0; round < 20; round++) {
            RecordingSink sink = new RecordingSink();
            try (ListenerConnection listener = Listeners.open(database, "probed", sink, restless)) {
                assertThat(database.terminateListeners()).isPositive();
                assertThat(sink.nextLoss()).isNotNull();
                assertThat(listener).isNotNull();
            }
            sink.assertNothingMore();
        }
    }

    @Test
    @DisplayName("L3.2 does not tell of its own closing, and L4.2 is silent afterwards")
    void closing() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        RecordingSink sink = new RecordingSink() {
            @Override
            public void ring(String payload) {
                heard.incrementAndGet();
            }
        };
        for (int round = 0; round < 10; round++) {
            ListenerConnection listener = Listeners.open(database, "closing", sink, Listeners.FAST);
            database.execute("select pg_notify('closing', n::text) from generate_series(1, 1000) n");
            listener.close();
            int atClose = heard.get();
            listener.close();
            Listeners.send(database, "closing", "too late");
            assertThat(heard.get()).isEqualTo(atClose);
        }
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("L4.1 may be closed by its own sink")
    void closedBySink() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ListenerConnection[] listener = new ListenerConnection[1];
        RecordingSink sink = new RecordingSink() {
            @Override
            public void ring(String payload) {
                listener[0].close();
                closed.countDown();
            }
        };
        Rhythm patient = new Rhythm(Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofHours(1));
        listener[0] = Listeners.open(database, "self", sink, patient);
        Listeners.send(database, "self", "x");
        assertThat(closed.await(20, TimeUnit.SECONDS))
                .as("closed, without waiting for itself")
                .isTrue();
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("L4.2 leaves no thread of its own")
    void threadsEnd() throws Exception {
        List<ListenerConnection> listeners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            listeners.add(Listeners.open(database, "threads", new RecordingSink(), Listeners.FAST));
        }
        assertThat(threads.named("pgqueue-")).isNotEmpty();
        listeners.forEach(ListenerConnection::close);
        threads.awaitNone("pgqueue-", Duration.ofSeconds(10));
    }
}
