package io.github.pgqueue.jdbc.internal.row;

import io.github.pgqueue.AttemptError;

/** What several statements write to the row {@code job}, in the same words. */
public final class RowSql {

    /**
     * The highest that an attempt can be. A job that has it, which no life of a job brings about, stays there:
     * else the claim of all that are due would be refused with it.
     */
    public static final int LAST_ATTEMPT = 2_000_000_000;

    /**
     * For a job that is to be new again: it was claimed, which ends a key that counts until the start. A claim
     * has seen to that; what was changed by hand since could clash with another job's key, and a clash would
     * undo all that the statement does.
     */
    public static final String STARTED_KEY_ENDS = "unique_scope = nullif(job.unique_scope, 'started')";

    /** What a claim writes, but for who claims and the claim's number. */
    public static final String CLAIMS = """
            status = 'running', attempt = least(job.attempt + 1, %d), node = cast(%%s as text), claim = %%s,
            %s, updated_at = now()""".formatted(LAST_ATTEMPT, STARTED_KEY_ENDS);

    /**
     * The failures of a job that stay when one more comes: all but the oldest. What is larger than ours can be
     * was written by others, and goes: with one more it could be refused, and all that the statement does.
     */
    public static final String KEPT_ERRORS = """
            (select case when pg_column_size(kept) <= 1048576 then kept else '[]' end
             from (select jsonb_path_query_array(coalesce(job.errors, '[]'), '$[last-%d to last]') as kept offset 0)
                  as few)""".formatted(AttemptError.MOST_KEPT - 2);

    private RowSql() {}
}
