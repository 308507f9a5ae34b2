package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.spi.Ring;
import java.sql.PreparedStatement;
import java.util.Collection;

/** Rings for what is committed already. Thread-safe. */
final class Bell {

    /**
     * A transaction that notifies is one that is logged, and holds others that notify up until it is on the disk.
     * This one has nothing to lose: it waits for no disk.
     */
    private static final String RING = """
            select set_config('synchronous_commit', 'off', true) as flush,
                   count(pg_notify('{channel}', ring.text)) as sent
            from unnest(cast(? as text[])) as ring (text)""";

    private final Database database;
    private final NotifyQueue notifyQueue;
    private final String ring;

    Bell(Statements statements, Database database) {
        this.database = database;
        notifyQueue = new NotifyQueue(database);
        ring = statements.fill(RING);
    }

    void ring(String attempt, Collection<Ring> rings) {
        if (rings.isEmpty()) {
            database.requireOpen();
            return;
        }
        String[] texts = rings.stream().map(Ring::format).toArray(String[]::new);
        notifyQueue.notifying(() -> database.plainly(attempt, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ring)) {
                // As an object: an SQL array from createArrayOf leaks memory in one of the drivers.
                statement.setObject(1, texts);
                return statement.execute();
            }
        }));
    }
}
