package io.github.pgqueue.chaos.control;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server the simplest question all the time, and notes when the answer was long in coming: with this a
 * slow machine is told from a fault of the queue's.
 */
final class Probe {

    private static final Duration LATE = Duration.ofMillis(250);
    private static final Duration PACE = Duration.ofMillis(50);

    private final TestDatabase database;
    private final Recorder books;
    private final Thread thread = new Thread(this::run, "chaos-probe");
    private @Nullable Connection connection;

    private Probe(TestDatabase database, Recorder books) {
        this.database = database;
        this.books = books;
        thread.setDaemon(true);
    }

    static Probe start(TestDatabase database, Recorder books) {
        Probe probe = new Probe(database, books);
        probe.thread.start();
        return probe;
    }

    private void run() {
        Instant answered = Instant.now();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Instant asked = Instant.now();
                if (ask()) {
                    Instant now = Instant.now();
                    if (Duration.between(answered, now).compareTo(LATE.plus(PACE)) > 0) {
                        books.record(new Event.Slow(answered, now));
                    }
                    answered = asked;
                }
                Waits.pause(PACE);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            forget();
        }
    }

    private boolean ask() {
        try {
            Connection open = connection == null ? database.connect() : connection;
            connection = open;
            try (Statement statement = open.createStatement()) {
                statement.execute("select 1");
            }
            return true;
        } catch (SQLException failed) {
            forget();
            return false;
        }
    }

    private void forget() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException gone) {
                return;
            }
        }
    }

    void end() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5).toMillis());
    }
}
