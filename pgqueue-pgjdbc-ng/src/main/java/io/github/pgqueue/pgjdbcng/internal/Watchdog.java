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

    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());

    private final Connection connection;
    private final Rhythm rhythm;
    private final Consumer<SQLException> bark;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Deadline lookAt;

    /**
     * Does not watch yet.
     *
     * @param bark told once, if the connection is dead
     */
    Watchdog(Connection connection, Rhythm rhythm, Consumer<SQLException> bark) {
        this.connection = connection;
        this.rhythm = rhythm;
        this.bark = bark;
        this.lookAt = Deadline.in(rhythm.probePause());
    }

    /** A sign of life has come unasked. */
    void heard() {
        lookAt = Deadline.in(rhythm.probePause());
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
            heard();
        }
    }

    /** Until nothing was heard for long enough; whether it was stopped meanwhile. */
    private boolean pause() {
        do {
            try {
                // Zero where it is over: the latch is looked at all the same.
                if (stopped.await(lookAt.left().toNanos(), TimeUnit.NANOSECONDS)) {
                    return true;
                }
            } catch (InterruptedException nobodysBusiness) {
                // Only the latch ends it.
                LOG.log(System.Logger.Level.DEBUG, "a watchdog was interrupted, and goes on");
            }
        } while (!lookAt.left().isZero());
        return stopped.getCount() == 0;
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
