package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Beats and statements shared their connections once. */
@DisplayName("While all connections for statements are taken")
@Timeout(60)
class UsedUpPoolTest {

    /** The pool that is there without may have a single thread. */
    private static final Executor THREADS = task -> new Thread(task, "test").start();

    private static final Duration LEASE = Duration.ofSeconds(30);

    private TestDatabase database;
    private QueueStore store;
    private Connection locking;
    private CompletableFuture<?> stuck;

    /** The only connection of the pool waits for a row that somebody has locked. */
    @BeforeEach
    void useUp() throws SQLException {
        database = TestDatabases.shared().newDatabase();
        store = JdbcQueueStore.pooling(
                Stores.dataSource(database),
                PgQueuesConfig.builder(database.url()).maxConnections(1).build());
        store.bootstrap();
        long id = Stores.push(store, "mail", "x");
        locking = database.connect();
        locking.setAutoCommit(false);
        try (Statement lock = locking.createStatement()) {
            lock.execute("select * from jobs for update");
        }
        stuck = CompletableFuture.runAsync(() -> store.cancel("mail", id), THREADS);
        Stores.awaitBlocked(database);
    }

    @AfterEach
    void close() throws Exception {
        assertThat(stuck).isNotDone();
        locking.rollback();
        stuck.get(20, TimeUnit.SECONDS);
        locking.close();
        store.close();
        database.close();
    }

    @Test
    @DisplayName("a node keeps its lease and is looked after")
    void upkeepGoesOn() throws Exception {
        CompletableFuture<Boolean> upkeep = CompletableFuture.supplyAsync(
                () -> {
                    store.rescue();
                    store.cancelRequests("node");
                    store.waiting(List.of("mail"));
                    return store.beat("node", LEASE, Optional.empty()).lapsed();
                },
                THREADS);

        assertThat(upkeep.get(20, TimeUnit.SECONDS)).as("the first beat").isTrue();
    }

    @Test
    @DisplayName("others are told of jobs")
    void ringsGoOut() throws SQLException {
        try (Connection listening = database.connect();
                Statement listen = listening.createStatement()) {
            listen.execute("listen jobs_channel");

            store.ring(List.of(Ring.of("one")));
            store.ring(List.of(Ring.of("two"), Ring.of("three")));

            listen.execute("select 1");
            assertThat(listening.unwrap(PGConnection.class).getNotifications())
                    .extracting(PGNotification::getParameter)
                    .contains(",,one", ",,two", ",,three");
        }
    }
}
