package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.pgjdbcng.PgjdbcNgListenerProvider;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("With a server that went silent a listening connection of pgjdbc-ng")
class FrozenServerTest {

    private static TestDatabases server;

    private final LiveThreads threads = new LiveThreads();

    private ServerControl control;
    private TestDatabase database;

    @BeforeAll
    static void start() {
        server = TestDatabases.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(server.control().isPresent(), "this server is not ours to freeze");
        control = server.control().orElseThrow();
        database = server.newDatabase();
    }

    @AfterEach
    void thaw() {
        control.thaw();
        control.start();
    }

    @Test
    @DisplayName("is told to be lost by its watchdog, as the driver says nothing")
    void watchdog() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (ListenerConnection listener = Listeners.open(database, "frozen", sink, Listeners.FAST)) {
            control.freeze();
            assertThat(sink.nextLoss()).hasMessageContaining("no sign of life");
            assertTimeoutPreemptively(Duration.ofSeconds(2), listener::close, "L4.1");
        }
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("L4.1 closes in time, and says nothing of it")
    void close() throws Exception {
        RecordingSink sink = new RecordingSink();
        ListenerConnection listener = Listeners.open(database, "frozen", sink, Listeners.UNWATCHED);
        control.freeze();
        assertTimeoutPreemptively(Duration.ofSeconds(2), listener::close, "L4.1");
        threads.awaitNone("pgqueue-", Duration.ofSeconds(10));
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("L4.1 closes in time while the watchdog waits for an answer")
    void closeWhileProbed() throws Exception {
        Rhythm patient = new Rhythm(Duration.ofMillis(1), Duration.ofSeconds(3600), Duration.ofMillis(1500));
        RecordingSink sink = new RecordingSink();
        ListenerConnection listener = Listeners.open(database, "frozen", sink, patient);
        control.freeze();
        assertTimeoutPreemptively(Duration.ofSeconds(2), listener::close, "L4.1");
        threads.awaitNone("pgqueue-", Duration.ofSeconds(10));
        sink.assertNothingMore();
    }

    @Test
    @DisplayName("L1.2 is not made: connect gives up in time and leaves nothing open")
    void connect() {
        control.freeze();
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .connectTimeout(Duration.ofSeconds(1))
                .build();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> assertTimeoutPreemptively(
                        Duration.ofSeconds(4),
                        () -> new PgjdbcNgListenerProvider().connect(config, "frozen", new RecordingSink())))
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("08001"));
        assertThat(threads.named("pgqueue-")).isEmpty();
    }

    @Test
    @DisplayName("L3.1 is told to be lost at once when the server stops")
    void stopped() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (ListenerConnection listener = Listeners.open(database, "stopped", sink, Listeners.UNWATCHED)) {
            control.stop();
            assertThat(sink.nextLoss()).isInstanceOf(SQLException.class);
            assertThat(listener).isNotNull();
        }
        sink.assertNothingMore();
    }
}
