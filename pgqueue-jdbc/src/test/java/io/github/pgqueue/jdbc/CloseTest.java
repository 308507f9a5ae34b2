package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.ServerControl;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("close() of a store with a pool of its own")
class CloseTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);

    private TestDatabases server;
    private ServerControl control;
    private QueueStore store;

    @BeforeEach
    void open() {
        server = TestDatabases.start();
        assumeTrue(server.control().isPresent(), "the test server is not ours to stop");
        control = server.control().orElseThrow();
        TestDatabase database = server.newDatabase();
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .connectTimeout(Duration.ofSeconds(1))
                .build();
        store = JdbcQueueStore.pooling(Stores.dataSource(database), config);
        store.bootstrap();
        Stores.push(store, "mail", "x");
    }

    @AfterEach
    void close() {
        control.thaw();
        store.close();
        server.close();
    }

    @Test
    @DisplayName("takes seconds while the server is frozen, with a call under way, which then ends")
    void frozen() throws Exception {
        control.freeze();
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> Stores.claim(store, "mail", 1));
        assertThatThrownBy(() -> call.get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);

        assertThat(timeToClose()).isLessThan(SECONDS);

        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
        assertThatThrownBy(store::stats).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("takes seconds while the server is gone")
    void gone() {
        control.stop();
        CompletableFuture<Void> call = CompletableFuture.runAsync(store::stats);

        assertThat(timeToClose()).isLessThan(SECONDS);

        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(RuntimeException.class);
    }

    @Test
    @DisplayName("is not needed for a store to go on when the server is back")
    void back() {
        control.stop();
        assertThatThrownBy(() -> Stores.push(store, "mail", "lost")).isInstanceOf(StoreException.class);
        control.start();

        assertThat(claimedOnceItIsReady()).isEqualTo(1);
    }

    /** A server that has just started may refuse connections for longer than this store tries. */
    private int claimedOnceItIsReady() {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                return Stores.claim(store, "mail", 5).size();
            } catch (StoreException starting) {
                if (System.nanoTime() > end) {
                    throw starting;
                }
            }
        }
    }

    private Duration timeToClose() {
        long start = System.nanoTime();
        store.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
