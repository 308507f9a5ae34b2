package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.spi.Ring;
import java.util.Collection;
import org.jdbi.v3.core.statement.Query;

/** Rings for what is committed already. Thread-safe. */
final class Bell {

    /**
     * A transaction that notifies is one that is logged, and holds others that notify up until it is on the disk.
     * This one has nothing to lose: it waits for no disk.
     */
    private static final String RING = """
            select set_config('synchronous_commit', 'off', true) as flush,
                   count(pg_notify('{channel}', ring.text)) as sent
            from unnest(cast(:rings as text[])) as ring (text)""";

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
        notifyQueue.notifying(() -> database.statement(attempt, handle -> {
            try (Query query = handle.createQuery(ring)) {
                return query.bind("rings", Values.array(texts))
                        .map((row, context) -> row.getLong("sent"))
                        .one();
            }
        }));
    }
}
