package io.github.pgqueue.jdbc.internal.claim;

/** The statement that looks for many queues at once. */
final class WaitingSql {

    /**
     * Walks the priorities of each queue's new jobs, one index probe each, and looks at the first job of each: so that
     * it does not matter how many jobs wait. By subqueries rather than joins, which leave the planner no other way.
     * A job that is due since ever is due now, as nothing can be taken from infinity.
     */
    static final String WAITING = """
            with recursive levels (queue_name, priority) as (
                select asked.queue_name,
                       (select first.priority from {jobs} as first
                        where first.queue_name = asked.queue_name and first.status = 'new'
                        order by first.priority limit 1)
                from unnest(cast(:queues as text[])) as asked (queue_name)
                where not exists (select 1 from {jobs+_queues} as paused where paused.queue_name = asked.queue_name)
                union all
                select levels.queue_name,
                       (select higher.priority from {jobs} as higher
                        where higher.queue_name = levels.queue_name and higher.status = 'new'
                          and higher.priority > levels.priority
                        order by higher.priority limit 1)
                from levels
                where levels.priority is not null
            ), firsts as (
                select levels.queue_name,
                       (select job.run_at from {jobs} as job
                        where job.queue_name = levels.queue_name and job.status = 'new'
                          and job.priority = levels.priority
                        order by job.run_at limit 1) as run_at
                from levels
                where levels.priority is not null
            )
            select queue_name,
                   cast(ceil(extract(epoch from greatest(min(run_at), now()) - now()) * 1000) as bigint) as due_in
            from firsts
            where run_at < 'infinity'
            group by queue_name""";

    private WaitingSql() {}
}
