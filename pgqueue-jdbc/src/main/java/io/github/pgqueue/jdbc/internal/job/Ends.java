package io.github.pgqueue.jdbc.internal.job;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.spi.QueueStore.Awaited;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Cancels jobs and tells how they have ended. Thread-safe. */
public final class Ends {

    /** Each time the job has ended and was put back by hand meanwhile. */
    private static final int MOST_LOOKS = 10;

    private final Database database;
    private final String cancel;
    private final String outcome;
    private final String await;

    public Ends(Statements statements, Database database) {
        this.database = database;
        cancel = statements.fill(JobSql.CANCEL);
        outcome = statements.fill(JobSql.OUTCOME);
        await = statements.fill(JobSql.AWAIT);
    }

    public CancelResult cancel(String attempt, String queueName, long id) {
        return database.statement(
                attempt,
                handle -> status(handle, cancel, queueName, id)
                        .map(state -> state == JobState.RUNNING ? CancelResult.REQUESTED : CancelResult.CANCELLED)
                        .orElse(CancelResult.TOO_LATE));
    }

    /**
     * Looks first: a job that has ended, or whose end is announced already, needs no more. The mark counts only
     * if the job has not ended when it is made; else the end is there to be seen.
     */
    public Awaited await(String attempt, String queueName, long id) {
        for (int look = 1; ; look++) {
            Found found = database.statement(attempt, handle -> find(handle, queueName, id));
            if (found.isAnswer || look == MOST_LOOKS) {
                return found.awaited;
            }
            if (database.statement(attempt, handle -> status(handle, await, queueName, id))
                    .isPresent()) {
                return found.awaited;
            }
        }
    }

    private static Optional<JobState> status(Handle handle, String sql, String queueName, long id) {
        try (Query query = handle.createQuery(sql)) {
            return query.bind("queue", queueName)
                    .bind("id", id)
                    .map((row, context) -> JobState.ofStatus(row.getString("status")))
                    .findOne();
        }
    }

    private Found find(Handle handle, String queueName, long id) {
        try (Query query = handle.createQuery(outcome)) {
            return query.bind("queue", queueName)
                    .bind("id", id)
                    .map((row, context) -> found(row))
                    .findOne()
                    .orElse(new Found(new Awaited(false, Optional.empty()), true));
        }
    }

    private static Found found(ResultSet row) throws SQLException {
        JobState state = JobState.ofStatus(row.getString("status"));
        if (!state.isFinal()) {
            return new Found(new Awaited(true, Optional.empty()), row.getBoolean("awaited"));
        }
        JobOutcome end = new JobOutcome(state, row.getBytes("result"), Optional.ofNullable(row.getString("error")));
        return new Found(new Awaited(true, Optional.of(end)), true);
    }

    /** What a look has found, and whether it needs nothing more. */
    private record Found(Awaited awaited, boolean isAnswer) {}
}
