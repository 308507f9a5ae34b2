package io.github.pgqueue.jdbc.internal.key;

import io.github.pgqueue.jdbc.internal.schema.Hush;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Tells who holds unique keys, and frees those whose period is over. Thread-safe. */
public final class Keys {

    private final String holders;
    private final String free;

    /**
     * For one table.
     *
     * @param statements its statements
     * @param quiet whether nobody is to hear of jobs whose key is freed
     */
    public Keys(Statements statements, boolean quiet) {
        holders = statements.fill(KeySql.HOLDERS);
        free = statements.fill(Hush.of(KeySql.FREE_KEYS, quiet));
    }

    /** Who holds these. */
    public List<Holder> holders(Handle handle, String queueName, String[] keys) {
        try (Query query = handle.createQuery(holders)) {
            return query.bind("queue", queueName)
                    .bind("keys", Values.array(keys))
                    .map((row, context) ->
                            new Holder(row.getLong("id"), row.getString("unique_key"), row.getBoolean("over")))
                    .list();
        }
    }

    /** Frees those of these whose period is over. */
    public void free(Handle handle, String queueName, String[] keys) {
        try (Query query = handle.createQuery(free)) {
            query.bind("queue", queueName)
                    .bind("keys", Values.array(keys))
                    .map((row, context) -> row.getString("rung"))
                    .list();
        }
    }

    /** Who holds a key, and whether its period is over. */
    public record Holder(long id, String key, boolean isOver) {}
}
