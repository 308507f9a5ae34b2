package io.github.pgqueue.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.database.Wire;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A listening connection of the Vert.x client")
class VertxListenerTest {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    @DisplayName("L2.2 takes a channel's name for a name, whatever it looks like")
    void quoted() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (ListenerConnection listener = Listeners.open(database, "a\"; listen \"b", sink, Listeners.UNWATCHED)) {
            Listeners.send(database, "a", "not for you");
            Listeners.send(database, "b", "nor this");
            Listeners.send(database, "a\"; listen \"b", "yours");
            assertThat(sink.nextRing()).isEqualTo("yours");
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
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("holds nobody else up while its sink hangs, and closes in time")
    void hangingSink() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        RecordingSink stuck = new RecordingSink() {
            @Override
            public void ring(String payload) {
                hangs.countDown();
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        RecordingSink other = new RecordingSink();
        ListenerConnection listener = Listeners.open(database, "hang", stuck, Listeners.FAST);
        try (ListenerConnection neighbour = Listeners.open(database, "hang", other, Listeners.FAST)) {
            Listeners.send(database, "hang", "x");
            assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(other.nextRing()).isEqualTo("x");
            assertTimeoutPreemptively(TWO_SECONDS, listener::close, "L4.1");
            assertThat(neighbour).isNotNull();
        } finally {
            release.countDown();
        }
        Listeners.awaitNoThreads();
    }

    @Test
    @DisplayName("is asked for signs of life while nothing is heard, and goes on")
    void probed() throws Exception {
        RecordingSink sink = new RecordingSink();
        Rhythm restless = new Rhythm(Duration.ofMillis(1), Duration.ofSeconds(5), Duration.ofMillis(1500));
        try (ListenerConnection listener = Listeners.open(database, "probed", sink, restless)) {
            awaitProbe();
            for (int round = 0; round < 200; round++) {
                Listeners.send(database, "probed", "round " + round);
                assertThat(sink.nextRing()).isEqualTo("round " + round);
            }
            assertThat(listener).isNotNull();
        }
        sink.assertNothingMore();
    }

    private static void awaitProbe() throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (count("datname = current_database() and query = 'select 1'") == 0) {
            assertThat(System.nanoTime()).as("a probe").isLessThan(end);
        }
    }

    private static int count(String condition) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from pg_stat_activity where " + condition)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    @DisplayName("L3.1 tells once that the server ended it, in the server's words, also with a look under way")
    void killed() throws Exception {
        Rhythm restless = new Rhythm(Duration.ofMillis(1), Duration.ofSeconds(5), Duration.ofMillis(1500));
        for (int round = 0; round < 20; round++) {
            RecordingSink sink = new RecordingSink();
            Rhythm rhythm = round % 2 == 0 ? restless : Listeners.UNWATCHED;
            try (ListenerConnection listener = Listeners.open(database, "killed", sink, rhythm)) {
                assertThat(database.terminateListeners()).isPositive();
                assertThat(sink.nextLoss())
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                sql -> assertThat(sql.getSQLState()).isIn("57P01", "08006"));
                assertThat(listener).isNotNull();
            }
            sink.assertNothingMore();
        }
        Listeners.awaitNoThreads();
    }

    @Test
    @DisplayName("is told to be lost in a network that went silent, and closes in time there")
    void silent() throws Exception {
        try (Wire wire = Wire.to(database)) {
            RecordingSink sink = new RecordingSink();
            RecordingSink unwatched = new RecordingSink();
            ListenerConnection listener = Listeners.open(database, wire.url(), "silent", sink, Listeners.FAST);
            ListenerConnection other = Listeners.open(database, wire.url(), "silent", unwatched, Listeners.UNWATCHED);
            wire.mute(Wire.Way.values());
            assertThat(sink.nextLoss()).hasMessageContaining("no sign of life within 1000 ms");
            assertTimeoutPreemptively(TWO_SECONDS, listener::close, "L4.1");
            assertTimeoutPreemptively(TWO_SECONDS, other::close, "L4.1");
            sink.assertNothingMore();
            unwatched.assertNothingMore();
        }
        Listeners.awaitNoThreads();
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
    @DisplayName("L4.1 may be closed by its own sink, and does not wait for itself")
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
        assertThat(closed.await(20, TimeUnit.SECONDS)).as("closed").isTrue();
        Listeners.awaitNoThreads();
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("leaves no thread and no connection behind, however often it is made, and has daemons only")
    void manyTimes() throws Exception {
        for (int round = 0; round < 50; round++) {
            try (ListenerConnection listener =
                    Listeners.open(database, "again", new RecordingSink(), Listeners.UNWATCHED)) {
                assertThat(Listeners.threads())
                        .isNotEmpty()
                        .allMatch(
                                thread -> thread.isDaemon() || thread.getName().startsWith("globalEventExecutor"));
                assertThat(listener).isNotNull();
            }
        }
        Listeners.awaitNoThreads();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (count("datname = current_database() and application_name = 'pgqueue-listen'") > 0) {
            assertThat(System.nanoTime()).as("connections are closed").isLessThan(end);
        }
    }
}
