package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The server's queue of notifications, once it was full,")
class FullNotifyQueueTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Ring PROOF = Ring.of(Ring.Kind.PROOF, "node", 1);

    private TestDatabases server;
    private TestDatabase database;
    private QueueStore store;

    @BeforeEach
    void open() {
        server = TestDatabases.start();
        Assumptions.assumeTrue(server.majorVersion() >= 17, "before PostgreSQL 17 it takes 8 GB to fill the queue");
        var settings = server.settings().orElseGet(() -> Assumptions.abort("this server is not ours to change"));
        var control = server.control().orElseThrow();
        settings.set("max_notify_queue_pages", "64");
        control.stop();
        control.start();
        database = server.newDatabase();
        store = Stores.ready(database, "jobs");
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
        server.close();
    }

    static Stream<Named<Consumer<QueueStore>>> calls() {
        return Stream.of(
                Named.of("a beat with a proof", store -> store.beat("node", LEASE, Optional.of(PROOF))),
                Named.of("a ring", store -> store.ring(List.of(PROOF))));
    }

    @ParameterizedTest(name = "after {0}")
    @MethodSource("calls")
    @DisplayName("is emptied by what was refused, as soon as nothing keeps it from that")
    void isEmptied(Consumer<QueueStore> call) throws SQLException {
        try (Connection blocker = database.connect();
                Statement statement = blocker.createStatement()) {
            statement.execute("listen elsewhere");
            blocker.setAutoCommit(false);
            statement.execute("select 1");
            fill();
            assertRefused(call);
            assertThat(store.beat("node", LEASE, Optional.empty())).isNotNull();
        }
        awaitNobodyListens();
        // And yet the server refuses.
        assertRefused(call);
        call.accept(store);
    }

    private void assertRefused(Consumer<QueueStore> call) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> call.accept(store))
                .withMessageContaining("NOTIFY queue");
    }

    /** A session ends on the server some time after its client has gone. */
    private void awaitNobodyListens() throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            boolean open = true;
            while (open) {
                assertThat(System.nanoTime() - end)
                        .as("the session ends in time")
                        .isNegative();
                try (ResultSet row = statement.executeQuery(
                        "select count(*) > 0 from pg_stat_activity where query = 'select 1' and state like 'idle in%'")) {
                    row.next();
                    open = row.getBoolean(1);
                }
            }
        }
    }

    private void fill() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> {
                        for (int page = 0; page < 1000; page++) {
                            statement.execute("select pg_notify('elsewhere', repeat('x', 7990))");
                        }
                    })
                    .withMessageContaining("NOTIFY queue");
        }
    }
}
