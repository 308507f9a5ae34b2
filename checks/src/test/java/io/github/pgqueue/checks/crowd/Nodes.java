package io.github.pgqueue.checks.crowd;

import io.github.pgqueue.JobHandler;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.store.CountedStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Many nodes at one table, which know of each other, in one process. */
final class Nodes implements AutoCloseable {

    static final String QUEUE = "crowded";

    private static final long PATIENCE_SECONDS = 60;
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final Duration LEASE = Duration.ofSeconds(6);

    private final TestDatabase database = TestDatabases.shared().newDatabase();
    private final CountedStore store;
    private final List<PgQueues> nodes = new ArrayList<>();
    private final PgQueues pusher;
    private final Connection connection;

    Nodes(String backend) throws SQLException {
        store = new CountedStore(backend);
        pusher = PgQueues.create(PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .backend(backend)
                .build());
        pusher.bootstrap();
        connection = database.connect();
    }

    private PgQueuesConfig.Builder config() {
        return PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .store(store)
                .listener(store.name())
                .maxConnections(1)
                .lease(LEASE)
                .closeTimeout(Duration.ofSeconds(1));
    }

    /** Returns when they listen, and each has heard of others. */
    void subscribe(int number, IntFunction<JobHandler> handlers) throws InterruptedException {
        for (int node = 0; node < number; node++) {
            PgQueues queues = PgQueues.create(config().build());
            nodes.add(queues);
            queues.queue(QUEUE).subscribe(handlers.apply(node));
        }
        for (PgQueues node : nodes) {
            await("listening", () -> node.listenerState() == ListenerState.PROVEN);
        }
        long beats = store.calls("beat");
        await("beats go on", () -> store.calls("beat") > beats + 2L * number);
    }

    List<PgQueues> all() {
        return nodes;
    }

    PgQueue queue() {
        return pusher.queue(QUEUE);
    }

    long exchanges() {
        return store.calls("exchange");
    }

    /** As a client that knows nothing of pgqueue. */
    void insert(String payload) throws SQLException {
        run("insert into jobs (queue_name, payload) values ('" + QUEUE + "', '" + payload + "')");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            NEVER.await(5, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() throws SQLException {
        try (database;
                connection;
                pusher) {
            List<Thread> closing =
                    nodes.stream().map(node -> new Thread(node::close)).toList();
            closing.forEach(Thread::start);
            for (Thread each : closing) {
                each.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
