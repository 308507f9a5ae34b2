package io.github.pgqueue.jdbc.internal.node;

import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.spi.Ring;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Rings for what is committed already. Thread-safe. */
public final class Bell {

    /**
     * A transaction that notifies is one that is logged, and holds others that notify up until it is on the disk.
     * This one has nothing to lose: it waits for no disk.
     */
    private static final String RING = """
            select set_config('synchronous_commit', 'off', true) as flush,
                   count(pg_notify('{channel}', ring.text)) as sent
            from unnest(cast(? as text[])) as ring (text)""";

    /** The same for one ring, which is what mostly is told of: less for the server to set up. */
    private static final String RING_ONCE =
            "select set_config('synchronous_commit', 'off', true), pg_notify('{channel}', ?)";

    private final Database database;
    private final AnswerLimit limit;
    private final NotifyQueue notifyQueue;
    private final String ring;
    private final String ringOnce;

    /**
     * For one table.
     *
     * @param statements its statements
     * @param database where it is
     * @param limit how long a ring may take: whoever has pushed waits behind it
     */
    public Bell(Statements statements, Database database, AnswerLimit limit) {
        this.database = database;
        this.limit = limit;
        notifyQueue = new NotifyQueue(database);
        ring = statements.fill(RING);
        ringOnce = statements.fill(RING_ONCE);
    }

    public void ring(String attempt, Collection<Ring> rings) {
        if (rings.isEmpty()) {
            database.requireOpen();
            return;
        }
        if (rings.size() == 1) {
            ring(attempt, ringOnce, rings.iterator().next().format());
        } else {
            // As an object: an SQL array from createArrayOf leaks memory in one of the drivers.
            ring(attempt, ring, rings.stream().map(Ring::format).toArray(String[]::new));
        }
    }

    private void ring(String attempt, String sql, Object texts) {
        notifyQueue.notifying(() ->
                database.plainly(attempt, connection -> limit.plainly(connection, same -> execute(same, sql, texts))));
    }

    private static boolean execute(Connection connection, String sql, Object texts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, texts);
            return statement.execute();
        }
    }
}
