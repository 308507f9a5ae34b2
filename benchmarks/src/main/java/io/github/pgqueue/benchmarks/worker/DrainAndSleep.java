package io.github.pgqueue.benchmarks.worker;

import io.github.pgqueue.benchmarks.process.Started;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The old way to work on a queue: one thread takes a job after the other until there is none, then sleeps for as long as
 * pgqueue polls, and starts again. By plain SQL, on pgqueue's table.
 */
public final class DrainAndSleep implements AutoCloseable {

    private static final long SLEEP_MILLIS = 1000;

    private static final String CLAIM = """
            update {table} set status = 'running', attempt = attempt + 1, node = 'drain-and-sleep'
            where id = (
              select id from {table} where queue_name = '{queue}' and status = 'new' and run_at <= now()
              order by priority, run_at, id limit 1 for update skip locked)
            returning id
            """;

    private static final String END = "update {table} set status = 'success' where id = ?";

    private final String url;
    private final String table;
    private final String queue;
    private final Started started;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "drain-and-sleep");

    /**
     * Begins.
     *
     * @param url the server
     * @param table pgqueue's
     * @param queue the queue's name
     * @param started is told of each job
     */
    public DrainAndSleep(String url, String table, String queue, Started started) {
        this.url = url;
        this.table = table;
        this.queue = queue;
        this.started = started;
        thread.start();
    }

    private void run() {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement claim = connection.prepareStatement(sql(CLAIM));
                PreparedStatement end = connection.prepareStatement(sql(END))) {
            do {
                drain(claim, end);
            } while (!closing.await(SLEEP_MILLIS, TimeUnit.MILLISECONDS));
        } catch (Exception e) {
            // Whoever waits for a start says that there was none.
            System.err.println("Draining ends: " + e);
        }
    }

    private void drain(PreparedStatement claim, PreparedStatement end) throws Exception {
        for (long id = claim(claim); id >= 0; id = claim(claim)) {
            started.add(id, System.nanoTime());
            end.setLong(1, id);
            end.executeUpdate();
        }
    }

    private static long claim(PreparedStatement claim) throws SQLException {
        try (ResultSet row = claim.executeQuery()) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    private String sql(String text) {
        return text.replace("{table}", table).replace("{queue}", queue);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
