package io.github.pgqueue.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Claims, hands out, sleeps. */
final class CljPgqueueLoop implements Loops.Step {

    private static final String CLAIM = """
            update clj_jobs set status = 'running'
            where id in (
              select id from clj_jobs where status = 'new' and queue_name = 'work' and run_at <= localtimestamp
              order by run_at, id limit ? for update skip locked)
            returning id, payload
            """;
    private static final String END = "update clj_jobs set status = ?::clj_status where id = ?";

    private final DataSource pool;
    private final int workers;
    private final Handler handler;
    private final ExecutorService threads;
    private final Semaphore free;

    CljPgqueueLoop(DataSource pool, int workers, Handler handler) {
        this.pool = pool;
        this.workers = workers;
        this.handler = handler;
        threads = Executors.newFixedThreadPool(workers);
        free = new Semaphore(workers);
    }

    /** Never busy: it sleeps after each claim. */
    @Override
    public boolean run() throws SQLException, InterruptedException {
        try (Connection connection = pool.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setInt(1, workers);
            try (ResultSet row = claim.executeQuery()) {
                while (row.next()) {
                    hand(row.getLong("id"), row.getBytes("payload"));
                }
            }
        }
        return false;
    }

    private void hand(long id, byte[] payload) throws InterruptedException {
        free.acquire();
        threads.execute(() -> {
            try {
                end(id, handle(payload));
            } finally {
                free.release();
            }
        });
    }

    private String handle(byte[] payload) {
        try {
            handler.handle(payload);
            return "success";
        } catch (Exception e) {
            return "error";
        }
    }

    private void end(long id, String status) {
        try (Connection connection = pool.getConnection();
                PreparedStatement update = connection.prepareStatement(END)) {
            update.setString(1, status);
            update.setLong(2, id);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
