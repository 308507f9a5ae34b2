package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.row.RowSql;
import io.github.pgqueue.jdbc.internal.text.Statements;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Gives back what a claim has taken whose answer was lost. Thread-safe. */
public final class TakeBack {

    /** A claim whose answer was lost: as if it had never been made. What was held under it has no lock any more. */
    static final String TAKE_BACK = """
            with gone as (
                delete from {jobs+_held}
                where queue_name = :queue and claim = :claim
            )
            update {jobs} as job
            set status = case when job.cancel_requested then 'cancelled' else 'new' end,
                attempt = greatest(job.attempt - 1, 0), node = null, claim = null, cancel_requested = false,
                %s, updated_at = now()
            where job.queue_name = :queue and job.claim = :claim and job.status = 'running'""".formatted(RowSql.STARTED_KEY_ENDS);

    private final Database database;
    private final AnswerLimit limit;
    private final String takeBack;

    /**
     * For one table.
     *
     * @param statements its statements
     * @param database where it is
     * @param limit how long the server may take
     */
    public TakeBack(Statements statements, Database database, AnswerLimit limit) {
        this.database = database;
        this.limit = limit;
        this.takeBack = statements.fill(TAKE_BACK);
    }

    /** How many jobs it had. */
    public int run(String attempt, String queueName, long claim) {
        return database.statement(
                attempt, handle -> limit.within(handle.getConnection(), () -> run(handle, queueName, claim)));
    }

    private int run(Handle handle, String queueName, long claim) {
        try (Update update = handle.createUpdate(takeBack)) {
            return update.bind("queue", queueName).bind("claim", claim).execute();
        }
    }
}
