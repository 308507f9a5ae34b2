package io.github.pgqueue.jdbc.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.database.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("A connection that is kept")
@Timeout(60)
class KeptConnectionTest {

    /** The pool that is there without may have a single thread. */
    private static final Executor THREADS = task -> new Thread(task, "test").start();

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private TestDatabase database;
    private Wire wire;
    private KeptConnection kept;
    private Database upkeep;
    private final Deque<Connection> made = new ConcurrentLinkedDeque<>();

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        wire = Wire.to(database);
        PGSimpleDataSource source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                Connection connection = super.getConnection(user, password);
                made.add(connection);
                return connection;
            }
        };
        source.setUrl(wire.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        source.setConnectTimeout(10);
        kept = new KeptConnection(source, PATIENCE);
        upkeep = new Database(kept);
    }

    @AfterEach
    void close() {
        kept.close();
        wire.close();
        database.close();
    }

    private int ask() {
        return upkeep.statement("ask", KeptConnectionTest::process);
    }

    /** Which of the server's processes answers. */
    private static int process(Handle handle) {
        return handle.createQuery("select pg_backend_pid() as pid")
                .map((row, context) -> row.getInt("pid"))
                .one();
    }

    @Test
    @DisplayName("serves one after the other, without a question in between")
    void keeps() {
        int first = ask();
        long asked = wire.asked();

        for (int i = 0; i < 5; i++) {
            assertThat(ask()).isEqualTo(first);
        }

        assertThat(wire.asked() - asked).isEqualTo(5);
        assertThat(wire.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("leaves who comes meanwhile a new one, and one is kept")
    void aSecondOne() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(
                () -> upkeep.statement("ask", handle -> {
                    asking.countDown();
                    await(answered);
                    return process(handle);
                }),
                THREADS);
        assertThat(asking.await(10, TimeUnit.SECONDS)).isTrue();

        int second = ask();
        answered.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isNotEqualTo(second);
        assertThat(ask()).isEqualTo(second);
        awaitConnections(1);
    }

    @Test
    @DisplayName("is mostly waited for by who comes while it is in use for a moment")
    void waitedFor() throws Exception {
        ask();
        int pairs = 10;
        for (int pair = 0; pair < pairs; pair++) {
            CountDownLatch asking = new CountDownLatch(1);
            CompletableFuture<Void> first = CompletableFuture.runAsync(
                    () -> upkeep.statement("ask", handle -> {
                        asking.countDown();
                        return handle.createQuery("select pg_sleep(0.01)")
                                .mapToMap()
                                .list();
                    }),
                    THREADS);
            assertThat(asking.await(10, TimeUnit.SECONDS)).isTrue();

            ask();
            first.get(10, TimeUnit.SECONDS);
        }

        assertThat(made).as("connections for %d pairs", pairs).hasSizeLessThanOrEqualTo(pairs / 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void awaitConnections(int number) throws InterruptedException {
        for (int i = 0; wire.connections() != number && i < 1_000; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(wire.connections()).isEqualTo(number);
    }

    @Test
    @DisplayName("and was ended by the server is replaced, and nobody is told")
    void killed() {
        int first = ask();
        database.terminateAll();

        assertThat(ask()).isNotEqualTo(first);
    }

    @Test
    @DisplayName("and whose end the driver has seen meanwhile is replaced, and nobody is told")
    void seenToEnd() throws SQLException {
        int first = ask();
        made.getLast().abort(Runnable::run);

        assertThat(ask()).isNotEqualTo(first);
    }

    @Test
    @DisplayName("and leads into silence is replaced soon")
    void silent() {
        int first = ask();
        wire.mute(Wire.Way.TO_SERVER, Wire.Way.TO_CLIENT);
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(this::ask, THREADS);
        // What is said while it is mute is lost for ever; connections that are made afterwards work.
        CompletableFuture.delayedExecutor(PATIENCE.toMillis() / 2, TimeUnit.MILLISECONDS, THREADS)
                .execute(wire::mend);

        assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join()).isNotEqualTo(first);
    }

    @Test
    @DisplayName("stays when the server refuses a statement")
    void refused() {
        int first = ask();

        assertThatThrownBy(() -> upkeep.statement(
                        "ask",
                        handle -> handle.createQuery("select * from nowhere")
                                .mapToMap()
                                .list()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nowhere");

        assertThat(ask()).isEqualTo(first);
    }

    @Test
    @DisplayName("goes when it is closed, also while it is in use")
    void closed() throws Exception {
        ask();
        CountDownLatch asking = new CountDownLatch(1);
        CompletableFuture<Void> stuck = CompletableFuture.runAsync(
                () -> upkeep.statement("ask", handle -> {
                    asking.countDown();
                    return handle.createQuery("select pg_sleep(60)").mapToMap().list();
                }),
                THREADS);
        assertThat(asking.await(10, TimeUnit.SECONDS)).isTrue();

        kept.close();

        assertThat(stuck.handle((result, failure) -> failure).get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(Exception.class);
        assertThatThrownBy(this::ask).isInstanceOf(RuntimeException.class);
        awaitConnections(0);
    }
}
