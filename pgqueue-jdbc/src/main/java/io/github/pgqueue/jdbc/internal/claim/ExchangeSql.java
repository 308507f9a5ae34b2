package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.jdbc.internal.row.ClaimedRow;
import io.github.pgqueue.jdbc.internal.row.DueSql;
import io.github.pgqueue.jdbc.internal.row.RowSql;
import io.github.pgqueue.jdbc.internal.schema.Holders;
import io.github.pgqueue.jdbc.internal.text.PlanSize;

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
            )""".formatted(DueSql.ofLevel(Holders.IS_FREE), DueSql.LIMIT);

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
            )""".formatted(RowSql.CLAIMS.formatted(":node", ":claim"), ClaimedRow.COLUMNS);

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
            )""".formatted(DueSql.OF_LEVEL);

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

    private static final String CLAIM_PARTS = String.join(",\n", DueSql.LEVELS, NEXT, CLAIMED, WAITING);

    static final String CLAIM = "with recursive " + CLAIM_PARTS + "\n" + CLAIMED_ROWS + "\nunion all\n" + TABLE_ROW;

    static final String SETTLE = settle(SettleSql.ENDED, SettleSql.SETTLED);

    static final String SETTLE_DONE = settle(SettleSql.DONE, SettleSql.SETTLED_DONE);

    /** Settles and claims in one round trip. A job that is settled here cannot be claimed here. */
    static final String SETTLE_AND_CLAIM = settleAndClaim(SettleSql.ENDED, SettleSql.SETTLED);

    static final String SETTLE_DONE_AND_CLAIM = settleAndClaim(SettleSql.DONE, SettleSql.SETTLED_DONE);

    static final String SETTLE_UNKEPT = settle(SettleSql.DONE, SettleSql.SETTLED_UNKEPT);

    static final String SETTLE_UNKEPT_AND_CLAIM = settleAndClaim(SettleSql.DONE, SettleSql.SETTLED_UNKEPT);

    private ExchangeSql() {}

    private static String settle(String ended, String settled) {
        return "with " + ended + ",\n" + settled + "\n" + SETTLED_ROWS;
    }

    private static String settleAndClaim(String ended, String settled) {
        return "with recursive " + ended + ",\n" + settled + ",\n" + CLAIM_PARTS + "\n" + CLAIMED_ROWS + "\nunion all\n"
                + SETTLED_ROWS + "\nunion all\n" + TABLE_ROW;
    }
}
