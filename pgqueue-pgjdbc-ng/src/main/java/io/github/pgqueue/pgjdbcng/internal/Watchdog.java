package io.github.pgqueue.pgjdbcng.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a connection for signs of life, from a thread of its own: the driver tells nothing in a network that
 * went silent, nor if a request was under way as the connection died.
 */
final class Watchdog {

    private final Connection connection;
    private final Rhythm rhythm;
    private final Consumer<SQLException> bark;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Does not watch yet.
     *
     * @param bark told once, if the connection is dead
     */
    Watchdog(Connection connection, Rhythm rhythm, Consumer<SQLException> bark) {
        this.connection = connection;
        this.rhythm = rhythm;
        this.bark = bark;
    }

    void start() {
        Threads.start("pgqueue-watch-pgjdbc-ng", this::run);
    }

    /** Returns at once, also if it never watched; a look that is under way ends by itself, or with the connection. */
    void stop() {
        stopped.countDown();
    }

    private void run() {
        while (!pause()) {
            SQLException death = look();
            if (death != null) {
                bark.accept(death);
                return;
            }
        }
    }

    /** Whether it was stopped meanwhile. */
    private boolean pause() {
        try {
            return stopped.await(rhythm.probePause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodysBusiness) {
            return stopped.getCount() == 0;
        }
    }

    private @Nullable SQLException look() {
        // Zero would mean to wait for ever.
        int seconds = Math.max(1, (int) rhythm.probeLimit().toSeconds());
        try {
            if (connection.isValid(seconds)) {
                return null;
            }
            return new SQLException("the connection gave no sign of life within " + seconds + " s", "08006");
        } catch (SQLException | RuntimeException failure) {
            return new SQLException("the connection is dead", "08006", failure);
        }
    }
}
