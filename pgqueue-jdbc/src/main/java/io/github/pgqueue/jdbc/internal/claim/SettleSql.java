package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.jdbc.internal.retention.ForgetSql;
import io.github.pgqueue.jdbc.internal.row.RowSql;
import io.github.pgqueue.jdbc.internal.text.Patience;

/** The parts of {@link ExchangeSql} that settle: settlements as rows, and what they write. */
final class SettleSql {

    /**
     * Settlements that say nothing but that a job was done, as rows. Materialized, so that they are rows; and
     * counted by generate_subscripts, which the planner takes for a thousand: with less it would compare each
     * job with each settlement.
     */
    static final String DONE = """
            ended as materialized (
                select place, id, attempt, claim, 'running' as held, cast(null as timestamptz) as due_at
                from rows from (
                    generate_subscripts(cast(:ids as bigint[]), 1),
                    unnest(cast(:ids as bigint[])), unnest(cast(:attempts as integer[])),
                    unnest(cast(:claims as bigint[]))
                ) as ended (place, id, attempt, claim)
                where %s
            )""".formatted(Patience.FOR_LOCKS);

    /**
     * Settlements of any kind, likewise. Times are computed here, as a SET must not. Results are cut out of
     * one long value, since one of the drivers cannot send an array of bytea.
     */
    static final String ENDED = """
            ended as materialized (
                select place, id, attempt, claim, status, refund, excuse, type, message, trace, 'running' as held,
                       substring(cast(:results as bytea) from result_from for result_size) as result,
                       now() as at,
                       now() + delay * interval '1 millisecond' as due,
                       cast(due_at as timestamptz) as due_at
                from rows from (
                    generate_subscripts(cast(:ids as bigint[]), 1),
                    unnest(cast(:ids as bigint[])), unnest(cast(:attempts as integer[])),
                    unnest(cast(:claims as bigint[])), unnest(cast(:statuses as text[])),
                    unnest(cast(:refunds as integer[])), unnest(cast(:excuses as integer[])),
                    unnest(cast(:delays as bigint[])), unnest(cast(:due_ats as text[])),
                    unnest(cast(:types as text[])), unnest(cast(:messages as text[])),
                    unnest(cast(:traces as text[])),
                    unnest(cast(:result_froms as integer[])), unnest(cast(:result_sizes as integer[]))
                ) as ended (place, id, attempt, claim, status, refund, excuse, delay, due_at,
                            type, message, trace, result_from, result_size)
                where %s
            )""".formatted(Patience.FOR_LOCKS);

    /**
     * The ids stand twice: the array leads to the key, whatever the statistics say, and the join to the fence.
     * "held" hides from the planner that only running jobs are wanted, as the index of these is mostly dead
     * rows.
     */
    private static final String IS_FENCED = """
            where job.queue_name = :queue and job.id = any (array(select id from %s))
              and job.id = ended.id and job.attempt = ended.attempt
              and job.claim = ended.claim and job.status = ended.held""";

    private static final String BY_FENCE = "from ended\n" + IS_FENCED.formatted("ended") + """
            \nreturning ended.place, ended.due_at, job.status""";

    private static final String DO_END = """
            update {jobs} as job
            set status = 'success', cancel_requested = false, rescued = false,
                updated_at = now()
            """;

    /** Ends claims of jobs that were done, and tells which. */
    static final String SETTLED_DONE = """
            settled as (
                %s%s
            )""".formatted(DO_END, BY_FENCE);

    /**
     * The same for jobs that are not to be kept: what may go is deleted where it stands, and what may not, also for what
     * somebody has changed at this moment, is written.
     */
    static final String SETTLED_UNKEPT =
            """
            gone as (
                delete from {jobs} as job
                using ended
                %s
                  and %s
                returning ended.place, ended.due_at, cast('success' as text) as status
            ), left_over as materialized (
                select id from ended where place not in (select place from gone)
            ), kept as (
                %sfrom ended
                %s
                returning ended.place, ended.due_at, job.status
            ), settled as (
                select place, due_at, status from gone
                union all
                select place, due_at, status from kept
            )""".formatted(IS_FENCED.formatted("ended"), ForgetSql.MAY_GO, DO_END, IS_FENCED.formatted("left_over"));

    /**
     * Ends claims, and tells which. What is to run again does not if it was cancelled meanwhile. A job that was
     * not started keeps the mark of its rescue for the next claim.
     */
    static final String SETTLED =
            """
            settled as (
                update {jobs} as job
                set status = case when ended.status = 'new' and job.cancel_requested then 'cancelled'
                                  else ended.status end,
                    attempt = job.attempt - ended.refund,
                    excused = least(job.excused + ended.excuse, %d),
                    run_at = coalesce(ended.due_at, ended.due, job.run_at),
                    error = coalesce(ended.type || coalesce(': ' || ended.message, ''), job.error),
                    errors = case when ended.type is null then job.errors else %s
                        || jsonb_build_array(jsonb_build_object(
                            'attempt', job.attempt, 'at', ended.at, 'node', job.node,
                            'type', ended.type, 'message', ended.message, 'trace', ended.trace)) end,
                    result = ended.result,
                    node = case when ended.status = 'new' and not job.cancel_requested then null
                                else job.node end,
                    claim = case when ended.status = 'new' and not job.cancel_requested then null
                                 else job.claim end,
                    cancel_requested = false,
                    rescued = job.rescued and ended.refund > 0,
                    %s, updated_at = now()
                %s
            )""".formatted(RowSql.LAST_ATTEMPT, RowSql.KEPT_ERRORS, RowSql.STARTED_KEY_ENDS, BY_FENCE);

    private SettleSql() {}
}
