package io.github.pgqueue.jdbc.internal.node;

import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.Query;

/**
 * The server's one queue of notifications. When it has been full it stays so: every transaction that notifies is
 * refused before it would come to empty the queue, even when nothing keeps it from that any more. What does empty it is
 * the question how full it is, which costs next to nothing. Thread-safe.
 */
final class NotifyQueue {

    private static final String USAGE = "select pg_notification_queue_usage() as usage";

    private final Database database;

    NotifyQueue(Database database) {
        this.database = database;
    }

    /** Runs what notifies; if that is refused since the queue is full, the next one may not be. */
    <T> T notifying(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException refused) {
            if (Failure.isAboutNotifyQueue(refused)) {
                empty();
            }
            throw refused;
        }
    }

    private void empty() {
        try {
            database.statement("ask how full the queue of notifications is", handle -> {
                try (Query query = handle.createQuery(USAGE)) {
                    return query.map((row, context) -> row.getDouble("usage")).one();
                }
            });
        } catch (RuntimeException failed) {
            Failure.log("could not ask how full the queue of notifications is", failed);
        }
    }
}
