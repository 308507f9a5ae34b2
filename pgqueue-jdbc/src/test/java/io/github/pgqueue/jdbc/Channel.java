package io.github.pgqueue.jdbc;

import io.github.pgqueue.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Listens to a table's channel, so that a test can tell what rang. */
final class Channel implements AutoCloseable {

    private static final String END = "end,,end";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestDatabase database;
    private final String name;
    private final Connection listening;

    Channel(TestDatabase database, String name) throws SQLException {
        this.database = database;
        this.name = name;
        listening = database.connect();
        try (Statement statement = listening.createStatement()) {
            statement.execute("listen " + name);
        }
    }

    /** All that rang since the last call: notifications come in the order of commits, so a last one ends them. */
    List<String> rings() throws SQLException {
        database.execute("select pg_notify('" + name + "', '" + END + "')");
        List<String> rings = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (PGNotification each :
                    listening.unwrap(PGConnection.class).getNotifications((int) PATIENCE.toMillis())) {
                if (each.getParameter().equals(END)) {
                    return rings;
                }
                rings.add(each.getParameter());
            }
        }
        throw new AssertionError("the last notification did not come; before it: " + rings);
    }

    @Override
    public void close() throws SQLException {
        listening.close();
    }
}
