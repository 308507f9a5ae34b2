package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Looks where something waits. Thread-safe. */
public final class WaitingQueues {

    private final Database database;
    private final AnswerLimit limit;
    private final PlanSize size;
    private final String waiting;

    /**
     * For one table.
     *
     * @param statements its statements
     * @param database where it is
     * @param limit how long a look may take
     * @param size how large it is known to be
     */
    public WaitingQueues(Statements statements, Database database, AnswerLimit limit, PlanSize size) {
        this.database = database;
        this.limit = limit;
        this.size = size;
        this.waiting = statements.fill(WaitingSql.WAITING);
    }

    public Map<String, Duration> look(String attempt, Collection<String> queueNames) {
        return database.statement(
                attempt, handle -> limit.within(handle.getConnection(), () -> look(handle, queueNames)));
    }

    private Map<String, Duration> look(Handle handle, Collection<String> queueNames) {
        Map<String, Duration> dueIn = new HashMap<>();
        try (Query query = handle.createQuery(size.mark(waiting))) {
            query.bind("queues", Values.array(queueNames.toArray(String[]::new)))
                    .map((row, context) -> dueIn.put(
                            row.getString("queue_name"), Duration.ofMillis(Math.max(0, row.getLong("due_in")))))
                    .list();
        }
        return dueIn;
    }
}
