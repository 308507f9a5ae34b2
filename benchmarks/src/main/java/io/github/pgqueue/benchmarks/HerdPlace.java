package io.github.pgqueue.benchmarks;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.benchmarks.server.Schema;
import io.github.pgqueue.benchmarks.shared.Waiting;
import io.github.pgqueue.testkit.store.CountedStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Idle nodes at one queue, and somebody who adds single jobs to it by plain SQL. */
final class HerdPlace implements AutoCloseable {

    private static final int MOST_WARM_UP = 100;
    private static final int PAUSE_MILLIS = 60;
    private static final long PATIENCE_SECONDS = 60;

    /** So short that they soon know of each other. */
    private static final Duration LEASE = Duration.ofSeconds(6);

    private final Schema schema;
    private final CountedStore store;
    private final List<PgQueues> nodes = new ArrayList<>();
    private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
    private final Connection connection;

    /**
     * What single jobs have cost.
     *
     * @param statements for each, of all nodes together
     * @param nanos from the call of the insert to the handler, in order
     */
    record Cost(double statements, long[] nanos) {
        double millis(double share) {
            return nanos[(int) Math.min(nanos.length - 1, Math.floor(nanos.length * share))] / 1e6;
        }
    }

    HerdPlace(String url, String backend, int number) throws SQLException, InterruptedException {
        schema = new Schema(url);
        store = new CountedStore(backend);
        PgQueuesConfig config = PgQueuesConfig.builder(url)
                .table(schema.table())
                .store(store)
                .listener(backend)
                .maxConnections(1)
                .lease(LEASE)
                .build();
        for (int node = 0; node < number; node++) {
            PgQueues queues = PgQueues.create(config);
            if (node == 0) {
                queues.bootstrap();
            }
            nodes.add(queues);
            queues.queue("herd").subscribe(job -> begun.add(System.nanoTime()));
        }
        nodes.forEach(Waiting::untilListening);
        long beats = store.calls("beat");
        while (store.calls("beat") < beats + 2L * number) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        connection = DriverManager.getConnection(url);
    }

    /** One after the other, each on an idle queue. */
    Cost measure(int jobs) throws SQLException, InterruptedException {
        for (int job = 0; job < Math.min(MOST_WARM_UP, jobs); job++) {
            one();
        }
        schema.settle();
        long before = statements();
        long[] nanos = new long[jobs];
        for (int job = 0; job < jobs; job++) {
            nanos[job] = one();
        }
        long statements = statements() - before;
        Arrays.sort(nanos);
        return new Cost((double) statements / jobs, nanos);
    }

    /** Of all kinds that a job costs: settling and claiming, and telling others. */
    private long statements() {
        return store.calls("exchange") + store.calls("ring");
    }

    private long one() throws SQLException, InterruptedException {
        long called = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + schema.table() + " (queue_name, payload) values ('herd', ?)")) {
            insert.setBytes(1, new byte[100]);
            insert.executeUpdate();
        }
        Long at = begun.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (at == null) {
            throw new IllegalStateException("a job was not begun within " + PATIENCE_SECONDS + " s");
        }
        // The end is written, and who holds back has looked or need not.
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS));
        return at - called;
    }

    @Override
    public void close() {
        nodes.parallelStream().forEach(PgQueues::close);
        try {
            connection.close();
        } catch (SQLException gone) {
            throw new IllegalStateException(gone);
        } finally {
            schema.close();
        }
    }
}
