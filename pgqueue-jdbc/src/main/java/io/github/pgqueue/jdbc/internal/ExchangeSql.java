package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.AttemptError;

/**
 * The statements that settle and claim. Each names its queue on every reference of the table, so that it is one
 * task for one server where the table is spread over several; a SET takes {@code now()} bare or not at all, for
 * the same reason.
 *
 * <p>They are written so that the server's planner takes the same way whatever its statistics say: by the
 * ready index to claim, by the key to settle. A plan is kept for thousands of executions, and one made for
 * an empty table would read all of a large one.
 */
final class ExchangeSql {

    /**
     * The failures of a job that stay when one more comes: all but the oldest. What is larger than ours can be
     * was written by others, and goes: with one more it could be refused, and all that the statement does.
     */
    static final String KEPT_ERRORS = """
            (select case when pg_column_size(kept) <= 1048576 then kept else '[]' end
             from (select jsonb_path_query_array(coalesce(job.errors, '[]'), '$[last-%d to last]') as kept offset 0)
                  as few)""".formatted(AttemptError.MOST_KEPT - 2);

    /**
     * The highest that an attempt can be. A job that has it, which no life of a job brings about, stays there:
     * else the claim of all that are due would be refused with it.
     */
    static final int LAST_ATTEMPT = 2_000_000_000;

    /**
     * For a job that is to be new again: it was claimed, which ends a key that counts until the start. A claim
     * has seen to that; what was changed by hand since could clash with another job's key, and a clash would
     * undo all that the statement does.
     */
    static final String STARTED_KEY_ENDS = "unique_scope = nullif(job.unique_scope, 'started')";

    /** What a claim writes, but for who claims and the claim's number. */
    static final String CLAIMS = """
            status = 'running', attempt = least(job.attempt + 1, %d), node = %%s, claim = %%s,
            %s, updated_at = now()""".formatted(LAST_ATTEMPT, STARTED_KEY_ENDS);

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
            where job.queue_name = :queue and job.claim = :claim and job.status = 'running'""".formatted(STARTED_KEY_ENDS);

    /** Whether a job that is to be kept for no time may go with its end. */
    static final String MAY_GO = """
            not job.awaited and (job.unique_scope is distinct from 'period' or job.unique_until <= now())""";

    /** Jobs that have just ended in a state that is kept for no time. */
    static final String FORGET = """
            delete from {jobs} as job
            where job.queue_name = :queue and job.id = any (cast(:ids as bigint[]))
              and job.status in ('success', 'error', 'cancelled') and %s""".formatted(MAY_GO);

    /**
     * A row that somebody else has locked keeps all ends of the exchange waiting. The server is to give up before
     * we do: else it would carry the exchange out when nobody is there any more to run what it claims.
     */
    static final String PATIENCE = """
            (select case when current_setting('lock_timeout') = '0' then set_config('lock_timeout', '{patience}', true)
                         else '' end) is not null""";

    /**
     * Settlements that say nothing but that a job was done, as rows. Materialized, so that they are rows; and
     * counted by generate_subscripts, which the planner takes for a thousand: with less it would compare each
     * job with each settlement.
     */
    private static final String DONE = """
            ended as materialized (
                select place, id, attempt, claim, 'running' as held, cast(null as timestamptz) as due_at
                from rows from (
                    generate_subscripts(cast(:ids as bigint[]), 1),
                    unnest(cast(:ids as bigint[])), unnest(cast(:attempts as integer[])),
                    unnest(cast(:claims as bigint[]))
                ) as ended (place, id, attempt, claim)
                where %s
            )""".formatted(PATIENCE);

    /**
     * Settlements of any kind, likewise. Times are computed here, as a SET must not. Results are cut out of
     * one long value, since one of the drivers cannot send an array of bytea.
     */
    private static final String ENDED = """
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
            )""".formatted(PATIENCE);

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
    private static final String SETTLED_DONE = """
            settled as (
                %s%s
            )""".formatted(DO_END, BY_FENCE);

    /**
     * The same for jobs that are not to be kept: what may go is deleted where it stands, and what may not, also for what
     * somebody has changed at this moment, is written.
     */
    private static final String SETTLED_UNKEPT =
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
            )""".formatted(IS_FENCED.formatted("ended"), MAY_GO, DO_END, IS_FENCED.formatted("left_over"));

    /**
     * Ends claims, and tells which. What is to run again does not if it was cancelled meanwhile. A job that was
     * not started keeps the mark of its rescue for the next claim.
     */
    private static final String SETTLED = """
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
            )""".formatted(LAST_ATTEMPT, KEPT_ERRORS, STARTED_KEY_ENDS, BY_FENCE);

    /** From the first job of a level on, and of that level, nothing is left out. */
    private static final String OF_LEVEL = "priority = levels.priority and (run_at, id) >= (levels.run_at, levels.id)";

    /**
     * A limit of which the planner knows nothing, whatever it knows of the parameter. So it takes it for a tenth of all rows,
     * and goes by the order of the ready index: the more rows it expected to need, the better it would like to read all and
     * sort them, and with a plan for these values it would plan anew each time. Only where the server has just counted no
     * row at all, all ways look the same to it, until autovacuum counts again.
     */
    static final String LIMIT = "limit (select cast(:limit as bigint))";

    /**
     * The jobs to claim, locked. Materialized, since a subquery may be run twice and would then claim more
     * than asked.
     */
    private static final String NEXT = """
            next as materialized (
                select due.id
                from levels cross join lateral (
                    select id from {jobs}
                    %s
                ) as due
                %s
            )""".formatted(dueOfLevel(HoldSql.IS_FREE), LIMIT);

    /**
     * By an array, which leads to the key for each id; a join might read the whole queue. A key that counts
     * until the start is free from now on.
     */
    private static final String CLAIMED = """
            claimed as (
                update {jobs} as job
                set %s
                where job.queue_name = :queue and job.id = any (array(select id from next))
                returning %s
            )""".formatted(CLAIMS.formatted(":node", ":claim"), ClaimedRow.COLUMNS);

    /**
     * When the next job is due; looked up only if all that are due now were claimed. One that is due and was passed
     * over is locked by somebody, who need not ring when he lets it go: it is looked at again in a second.
     */
    private static final String WAITING = """
            waiting as (
                select least(
                    (select min(ahead.run_at)
                     from levels cross join lateral (
                         select run_at from {jobs}
                         where queue_name = :queue and status = 'new'
                           and priority = levels.priority and run_at > now() and run_at < 'infinity'
                         order by run_at
                         limit 1
                     ) as ahead),
                    (select now() + interval '1 second'
                     from levels cross join lateral (
                         select id from {jobs} as passed
                         where queue_name = :queue and status = 'new'
                           and %s and run_at <= now()
                           and id <> all (array(select id from next))
                         order by run_at, id
                         limit 1
                     ) as locked
                     limit 1)) as run_at
                where (select count(*) from next) < :limit
            )""".formatted(OF_LEVEL);

    /** Their kind is the state that they are in now. */
    private static final String SETTLED_ROWS = """
            select status as kind, cast(null as bigint) as id, cast(null as integer) as attempt,
                   cast(null as bytea) as payload, cast(null as smallint) as priority,
                   cast(null as timestamptz) as run_at, cast(null as timestamptz) as created_at,
                   cast(null as text) as headers, cast(null as text) as retry_policy,
                   cast(null as bigint) as time_limit, cast(null as integer) as excused,
                   cast(null as boolean) as rescued, place,
                   cast(ceil(extract(epoch from due_at - now()) * 1000) as bigint) as due_in,
                   cast(null as bigint) as bytes
            from settled""";

    private static final String CLAIMED_ROWS = """
            select 'claimed' as kind, id, attempt, payload, priority, run_at, created_at,
                   headers, retry_policy, time_limit, excused, rescued,
                   cast(null as integer) as place, cast(null as bigint) as due_in, cast(null as bigint) as bytes
            from claimed""";

    /** Always one row. The table's size goes into {@link PlanSize}. */
    private static final String TABLE_ROW = """
            select 'table', null, null, null, null, null, null, null, null, null, null, null, null,
                   cast(ceil(extract(epoch from run_at - now()) * 1000) as bigint),
                   pg_relation_size(cast('{jobs}' as regclass))
            from waiting""";

    private static final String CLAIM_PARTS = String.join(",\n", levels(""), NEXT, CLAIMED, WAITING);

    static final String CLAIM = "with recursive " + CLAIM_PARTS + "\n" + CLAIMED_ROWS + "\nunion all\n" + TABLE_ROW;

    static final String SETTLE = settle(ENDED, SETTLED);

    static final String SETTLE_DONE = settle(DONE, SETTLED_DONE);

    /** Settles and claims in one round trip. A job that is settled here cannot be claimed here. */
    static final String SETTLE_AND_CLAIM = settleAndClaim(ENDED, SETTLED);

    static final String SETTLE_DONE_AND_CLAIM = settleAndClaim(DONE, SETTLED_DONE);

    static final String SETTLE_UNKEPT = settle(DONE, SETTLED_UNKEPT);

    static final String SETTLE_UNKEPT_AND_CLAIM = settleAndClaim(DONE, SETTLED_UNKEPT);

    private ExchangeSql() {}

    /**
     * The jobs of a level that are due, in order, locked: after a FROM, and with the limit of the statement.
     *
     * @param isFree what besides the locks tells whether somebody holds one
     */
    static String dueOfLevel(String isFree) {
        return """
            where queue_name = :queue and status = 'new'
              and %s and run_at <= now()
              and %s
            order by run_at, id
            %s
            for update skip locked""".formatted(OF_LEVEL, isFree, LIMIT);
    }

    /**
     * Walks the distinct priorities of the queue's new jobs, one index probe each, so that neither jobs
     * that are due later nor other queues cost anything. Read only as far as the claim needs. A queue that is
     * paused has none; that is looked up once. Each comes with its first job: what was done before is walked over
     * to find that one, and not again by who begins there.
     *
     * @param from a condition more, for who does not begin at the start; else empty
     */
    static String levels(String from) {
        return """
            levels (priority, run_at, id) as (
                (select priority, run_at, id from {jobs}
                 where queue_name = :queue and status = 'new' %s
                   and not exists (select 1 from {jobs+_queues} where queue_name = :queue)
                 order by priority, run_at, id limit 1)
                union all
                select next.priority, next.run_at, next.id
                from levels cross join lateral (
                    select higher.priority, higher.run_at, higher.id from {jobs} as higher
                    where higher.queue_name = :queue and higher.status = 'new'
                      and higher.priority > levels.priority
                    order by higher.priority, higher.run_at, higher.id
                    limit 1
                ) as next
                where levels.priority between cast(-32768 as smallint) and cast(32767 as smallint)
            )""".formatted(from);
    }

    private static String settle(String ended, String settled) {
        return "with " + ended + ",\n" + settled + "\n" + SETTLED_ROWS;
    }

    private static String settleAndClaim(String ended, String settled) {
        return "with recursive " + ended + ",\n" + settled + ",\n" + CLAIM_PARTS + "\n" + CLAIMED_ROWS + "\nunion all\n"
                + SETTLED_ROWS + "\nunion all\n" + TABLE_ROW;
    }
}
