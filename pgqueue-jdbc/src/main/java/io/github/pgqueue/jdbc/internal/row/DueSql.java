package io.github.pgqueue.jdbc.internal.row;

/**
 * The walk over the jobs of a queue that are due, in the order in which they are claimed: parts of all statements that
 * look for the next ones.
 */
public final class DueSql {

    /** From the first job of a level on, and of that level, nothing is left out. */
    public static final String OF_LEVEL = "priority = levels.priority and (run_at, id) >= (levels.run_at, levels.id)";

    /**
     * A limit of which the planner knows nothing, whatever it knows of the parameter. So it takes it for a tenth of all rows,
     * and goes by the order of the ready index: the more rows it expected to need, the better it would like to read all and
     * sort them, and with a plan for these values it would plan anew each time. Only where the server has just counted no
     * row at all, all ways look the same to it, until autovacuum counts again.
     */
    public static final String LIMIT = "limit (select cast(:limit as bigint))";

    /**
     * Walks the distinct priorities of the queue's new jobs, one index probe each, so that neither jobs
     * that are due later nor other queues cost anything. Read only as far as the claim needs. A queue that is
     * paused has none; that is looked up once. Each comes with its first job: what was done before is walked over
     * to find that one, and not again by who begins there. And not at all from a {@link Frontier} on.
     */
    public static final String LEVELS = """
            levels (priority, run_at, id) as (
                (select priority, run_at, id from {jobs}
                 where queue_name = :queue and status = 'new'
                   and (priority, run_at, id) >= (cast(:from_priority as smallint),
                                                  cast(cast(:from_time as text) as timestamptz), cast(:from_id as bigint))
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
            )""";

    private DueSql() {}

    /**
     * The jobs of a level that are due, in order, locked: after a FROM, and with the limit of the statement.
     *
     * @param isFree what besides the locks tells whether somebody holds one
     */
    public static String ofLevel(String isFree) {
        return """
            where queue_name = :queue and status = 'new'
              and %s and run_at <= now()
              and %s
            order by run_at, id
            %s
            for update skip locked""".formatted(OF_LEVEL, isFree, LIMIT);
    }
}
