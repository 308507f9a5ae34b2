package io.github.pgqueue.jdbc.internal.retention;

/**
 * The statements that delete finished jobs once they have been kept long enough. They read the index of finished
 * jobs, from the oldest on, and end at the first that is to stay.
 */
final class PruneSql {

    /** How many one statement deletes at most. */
    static final int STEP = 1_000;

    /** Word for word as the index has it. */
    private static final String FINISHED = "status in ('success', 'error', 'cancelled')";

    private static final String KEY_IS_OVER = "(unique_scope is distinct from 'period' or unique_until <= now())";

    /** Walks the names of the queues that have finished jobs, by one index probe each. */
    private static final String QUEUES = """
            queues (queue_name) as (
                (select queue_name from {jobs} where %1$s order by queue_name limit 1)
                union all
                select (select higher.queue_name from {jobs} as higher
                        where higher.%1$s and higher.queue_name > queues.queue_name
                        order by higher.queue_name limit 1)
                from queues
                where queues.queue_name is not null
            )""".formatted(FINISHED);

    /** Computed once, so that the server can look them up in its index. */
    private static final String KEPT = """
            kept (status, since) as materialized (
                values ('success', now() - cast(:success as bigint) * interval '1 millisecond'),
                       ('error', now() - cast(:error as bigint) * interval '1 millisecond'),
                       ('cancelled', now() - cast(:cancelled as bigint) * interval '1 millisecond')
            )""";

    private static final String OVER = """
            from {jobs} as job
                where job.queue_name = queues.queue_name and job.status = kept.status and job.%s
                  and job.updated_at < kept.since and %s""".formatted(FINISHED, KEY_IS_OVER);

    private static final String WALK = "with recursive " + QUEUES + ",\n" + KEPT + "\n";

    /** In which queues and states there is something to delete: usually in none. */
    static final String FIND = WALK + """
            select queues.queue_name, kept.status
            from queues cross join kept cross join lateral (
                select 1
            """ + OVER + """
            \n    limit 1
            ) as over
            where queues.queue_name is not null
            limit cast(:limit as bigint)""";

    static final String COUNT = WALK + """
            select cast(coalesce(sum(over.jobs), 0) as bigint) as jobs
            from queues cross join kept cross join lateral (
                select count(*) as jobs
            """ + OVER + """
            \n) as over
            where queues.queue_name is not null""";

    /** Oldest first. What somebody holds is passed over. The inner limit is for the planner. */
    static final String DELETE = """
            with over as materialized (
                select id from (
                    select id from {jobs} as job
                    where queue_name = :queue and status = '%%s'
                      and updated_at < now() - cast(:age as bigint) * interval '1 millisecond'
                      and %s
                    order by updated_at, id
                    limit %d
                    for update skip locked
                ) as first
                limit cast(:limit as bigint)
            )
            delete from {jobs} as job
            where job.queue_name = :queue and job.id = any (array(select id from over))""".formatted(KEY_IS_OVER, STEP);

    private PruneSql() {}
}
