package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.testkit.database.Wire;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Packets are dropped while a beat of the node's waits at the server for a lock, so that the answer to it is lost. */
final class DroppedBeat implements Fault {

    private static final String WAITING = """
            select exists (select 1 from pg_stat_activity
                           where datname = current_database() and wait_event_type = 'Lock') as waiting""";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Scene scene;
    private final List<Wire.Way> ways;
    private @Nullable Connection lock;

    DroppedBeat(Scene scene, List<Wire.Way> ways) {
        this.scene = scene;
        this.ways = ways;
    }

    @Override
    public void aim(HeldHandler handler) throws InterruptedException, SQLException {
        Connection locking = scene.database().connect();
        lock = locking;
        locking.setAutoCommit(false);
        try (Statement statement = locking.createStatement()) {
            statement.execute("lock table jobs_nodes in access exclusive mode");
        }
        awaitBeat();
    }

    private void awaitBeat() throws InterruptedException, SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = scene.database().connect();
                Statement statement = connection.createStatement()) {
            while (!isWaiting(statement)) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("no beat within " + PATIENCE);
                }
                new CountDownLatch(1).await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private static boolean isWaiting(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(WAITING)) {
            row.next();
            return row.getBoolean("waiting");
        }
    }

    @Override
    public void strike() throws SQLException {
        scene.network().drop(scene.wire(), ways);
        unlock();
    }

    private void unlock() throws SQLException {
        Connection locking = lock;
        lock = null;
        if (locking != null) {
            locking.close();
        }
    }

    @Override
    public void end() throws SQLException {
        unlock();
        scene.network().mend(scene.wire());
    }
}
