package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.TableName;

/**
 * The statements of the store. Each that claims or settles names its queue on every reference of the
 * table, so that it is one task for one server where the table is spread over several; a SET takes
 * {@code now()} bare or not at all, for the same reason.
 *
 * <p>They are written so that the server's planner takes the same way whatever its statistics say: by the
 * ready index to claim, by the key to settle. A plan is kept for thousands of executions, and one made for
 * an empty table would read all of a large one.
 */
final class Statements {

    /** One job: the payload travels as it is. */
    static final String INSERT_ONE = """
            insert into {jobs} (queue_name, payload, priority)
            values (:queue, :payload, :priority)
            returning id""";

    /** Many: as text, since one of the drivers cannot send an array of bytea. Ids in the order given. */
    static final String INSERT_MANY = """
            insert into {jobs} (queue_name, payload, priority)
            select :queue, decode(fresh.payload, 'hex'), fresh.priority
            from unnest(cast(:payloads as text[]), cast(:priorities as smallint[]))
                 with ordinality as fresh (payload, priority, place)
            order by fresh.place
            returning id""";

    /** A claim whose answer was lost: as if it had never been made. */
    static final String TAKE_BACK = """
            update {jobs} as job
            set status = 'new', attempt = job.attempt - 1, node = null, claim = null, updated_at = now()
            where job.queue_name = :queue and job.claim = :claim and job.status = 'running'""";

    static final String FIND = """
            select id, queue_name, status, priority, attempt, error, run_at, created_at, updated_at
            from {jobs}
            where queue_name = :queue and id = :id""";

    /** Milliseconds rather than a time, as the age is by the database's clock. */
    static final String STATS = """
            select queue_name, status, count(*) as jobs,
                   cast(floor(extract(epoch from now() - min(run_at) filter (
                       where status = 'new' and run_at <= now() and run_at > '-infinity'))
                       * 1000) as bigint) as oldest_due
            from {jobs}
            group by queue_name, status""";

    /**
     * The settlements as rows. Due times are computed here, as a SET must not. Materialized, so that they
     * are; and counted by generate_subscripts, which the planner takes for a thousand rows: with less it
     * would compare each job with each settlement.
     */
    private static final String ENDED = """
            ended as materialized (
                select place, id, attempt, claim, status, refund, error, 'running' as held,
                       now() + delay * interval '1 millisecond' as due
                from rows from (
                    generate_subscripts(cast(:ids as bigint[]), 1),
                    unnest(cast(:ids as bigint[])), unnest(cast(:attempts as integer[])),
                    unnest(cast(:claims as bigint[])), unnest(cast(:statuses as text[])),
                    unnest(cast(:refunds as integer[])), unnest(cast(:errors as text[])),
                    unnest(cast(:delays as bigint[]))
                ) as ended (place, id, attempt, claim, status, refund, error, delay)
            )""";

    /**
     * Ends claims, and tells which. The ids stand twice: the array leads to the key, whatever the
     * statistics say, and the join to the fence. "held" hides from the planner that only running jobs are
     * wanted, as the index of these is mostly dead rows.
     */
    private static final String SETTLED = """
            settled as (
                update {jobs} as job
                set status = ended.status,
                    attempt = job.attempt - ended.refund,
                    run_at = coalesce(ended.due, job.run_at),
                    error = coalesce(ended.error, job.error),
                    node = case when ended.status = 'new' then null else job.node end,
                    claim = case when ended.status = 'new' then null else job.claim end,
                    updated_at = now()
                from ended
                where job.queue_name = :queue and job.id = any (cast(:ids as bigint[]))
                  and job.id = ended.id and job.attempt = ended.attempt
                  and job.claim = ended.claim and job.status = ended.held
                returning ended.place
            )""";

    /**
     * Walks the distinct priorities of the queue's new jobs, one index probe each, so that neither jobs
     * that are due later nor other queues cost anything. Read only as far as the claim needs.
     */
    private static final String LEVELS = """
            levels (priority) as (
                (select priority from {jobs}
                 where queue_name = :queue and status = 'new'
                 order by priority limit 1)
                union all
                select (select higher.priority from {jobs} as higher
                        where higher.queue_name = :queue and higher.status = 'new'
                          and higher.priority > levels.priority
                        order by higher.priority limit 1)
                from levels
                where levels.priority is not null
            )""";

    /**
     * The jobs to claim, locked. Materialized, since a subquery may be run twice and would then claim more
     * than asked. The inner limit stands as a number, at least as high as any that is asked for: it tells
     * the planner how few rows to expect, without which it plans anew each time, or for millions.
     */
    private static final String NEXT = """
            next as materialized (
                select due.id
                from levels cross join lateral (
                    select id from {jobs}
                    where queue_name = :queue and status = 'new'
                      and priority = levels.priority and run_at <= now()
                    order by run_at, id
                    limit %d
                    for update skip locked
                ) as due
                limit :limit
            )""";

    /** By an array, which leads to the key for each id; a join might read the whole queue. */
    private static final String CLAIMED = """
            claimed as (
                update {jobs} as job
                set status = 'running', attempt = job.attempt + 1, node = :node, claim = :claim,
                    updated_at = now()
                where job.queue_name = :queue and job.id = any (array(select id from next))
                returning job.id, job.attempt, job.payload, job.priority, job.run_at, job.created_at
            )""";

    /** When the next job is due; looked up only if all that are due now were claimed. */
    private static final String WAITING = """
            waiting as (
                select min(ahead.run_at) as run_at
                from levels cross join lateral (
                    select run_at from {jobs}
                    where queue_name = :queue and status = 'new'
                      and priority = levels.priority and run_at > now() and run_at < 'infinity'
                    order by run_at
                    limit 1
                ) as ahead
                where (select count(*) from next) < :limit
            )""";

    private static final String SETTLED_ROWS = """
            select 'settled' as kind, cast(null as bigint) as id, cast(null as integer) as attempt,
                   cast(null as bytea) as payload, cast(null as smallint) as priority,
                   cast(null as timestamptz) as run_at, cast(null as timestamptz) as created_at,
                   place, cast(null as bigint) as due_in, cast(null as bigint) as bytes
            from settled""";

    private static final String CLAIMED_ROWS = """
            select 'claimed' as kind, id, attempt, payload, priority, run_at, created_at,
                   cast(null as integer) as place, cast(null as bigint) as due_in, cast(null as bigint) as bytes
            from claimed""";

    /** Always one row. The table's size goes into {@link PlanSize}. */
    private static final String TABLE_ROW = """
            select 'table', null, null, null, null, null, null, null,
                   cast(ceil(extract(epoch from run_at - now()) * 1000) as bigint),
                   pg_relation_size(cast('{jobs}' as regclass))
            from waiting""";

    static final String SETTLE = "with " + ENDED + ",\n" + SETTLED + "\n" + SETTLED_ROWS;

    private static final String CLAIM_PARTS = String.join(",\n", LEVELS, NEXT, CLAIMED, WAITING);

    static final String CLAIM = "with recursive " + CLAIM_PARTS + "\n" + CLAIMED_ROWS + "\nunion all\n" + TABLE_ROW;

    /** Settles and claims in one round trip. A job that is settled here cannot be claimed here. */
    static final String SETTLE_AND_CLAIM = "with recursive " + ENDED + ",\n" + SETTLED + ",\n" + CLAIM_PARTS + "\n"
            + CLAIMED_ROWS + "\nunion all\n" + SETTLED_ROWS + "\nunion all\n" + TABLE_ROW;

    private final TableName table;

    Statements(TableName table) {
        this.table = table;
    }

    String fill(String template) {
        return SqlText.of(table, template);
    }
}
