package io.github.pgqueue.benchmarks.pickup;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.benchmarks.process.Starts;
import io.github.pgqueue.benchmarks.process.WorkerProcess;
import io.github.pgqueue.benchmarks.server.OwnDatabase;
import io.github.pgqueue.benchmarks.server.Schema;
import io.github.pgqueue.benchmarks.shared.Opened;
import io.github.pgqueue.benchmarks.worker.Backend;
import io.github.pgqueue.benchmarks.worker.WorkerMain;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A queue with its worker in another process. */
final class QueuePlace implements PickupPlace {

    private static final byte[] PAYLOAD = new byte[100];

    private static final String INSERT =
            "insert into %s (queue_name, payload) values ('" + WorkerMain.QUEUE + "', ?) returning id";

    private final String name;
    private final Starts starts = new Starts();
    private final Opened opened = new Opened();
    private final Schema schema;
    private final PgQueue queue;
    private final PreparedStatement insert;

    /**
     * Opens it.
     *
     * @param backend what the worker works with; pushes are pgjdbc's
     * @param listenParameters the worker's own address to listen at has these; may be empty
     */
    QueuePlace(String backend, String listenParameters) {
        name = backend;
        try {
            OwnDatabase database = opened.keep(new OwnDatabase());
            schema = opened.keep(new Schema(database.url()));
            PgQueues queues =
                    opened.keep(PgQueues.create(new Backend("pgjdbc", "none").config(database.url(), schema.table())));
            queues.bootstrap();
            queue = queues.queue(WorkerMain.QUEUE);
            Connection connection = opened.keep(DriverManager.getConnection(database.url()));
            insert = connection.prepareStatement(INSERT.formatted(schema.table()));
            String[] arguments = listenParameters.isEmpty()
                    ? new String[] {backend, schema.table()}
                    : new String[] {backend, schema.table(), listenParameters};
            opened.keep(WorkerProcess.start(WorkerMain.class, database.url(), starts::add, arguments));
        } catch (SQLException e) {
            opened.closeAfter(e);
            throw new IllegalStateException(e.getMessage(), e);
        } catch (RuntimeException e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public Picked once(Rung rung) {
        long called = System.nanoTime();
        long id = rung == Rung.WITH_COMMIT ? insert() : queue.push(PAYLOAD);
        long committed = System.nanoTime();
        return new Picked(called, committed, starts.await(id));
    }

    private long insert() {
        try {
            insert.setBytes(1, PAYLOAD);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void settle() {
        schema.settle();
    }

    @Override
    public void close() {
        opened.close();
    }
}
