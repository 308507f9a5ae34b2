package io.github.pgqueue.jdbc.internal.job;

import io.github.pgqueue.jdbc.internal.row.RowSql;

/** The statements about single jobs, and the counts. */
final class JobSql {

    /** One that is held runs, though its row does not say so yet. */
    static final String FIND = """
            select job.id, job.queue_name, case when held.node is null then job.status else 'running' end as status,
                   job.priority, case when held.node is null then job.attempt else least(job.attempt + 1, %d) end as attempt,
                   job.error, job.run_at, job.created_at, coalesce(held.held_at, job.updated_at) as updated_at,
                   coalesce(held.node, job.node) as node, job.cancel_requested,
                   cast(job.errors as text) as errors, cast(job.headers as text) as headers
            from {jobs} as job left join lateral (
                select node, held_at
                from {jobs+_held}
                where queue_name = :queue and first_id <= job.id and last_id >= job.id and job.id = any (ids)
                limit 1
            ) as held on job.status = 'new' and job.xmax <> '0'
            where job.queue_name = :queue and job.id = :id""".formatted(RowSql.LAST_ATTEMPT);

    /** Milliseconds rather than a time, as the age is by the database's clock. */
    static final String STATS = """
            select queue_name, status, count(*) as jobs,
                   cast(floor(extract(epoch from now() - min(run_at) filter (
                       where status = 'new' and run_at <= now()))
                       * 1000) as bigint) as oldest_due
            from {jobs}
            group by queue_name, status""";

    /**
     * Ends a job that waits, and asks one that runs to end: its node is rung. Asking is no change of state, so
     * the time of the last one stays.
     */
    static final String CANCEL = """
            with asked as (
                update {jobs} as job
                set status = case when job.status = 'new' then 'cancelled' else job.status end,
                    cancel_requested = job.status = 'running',
                    updated_at = case when job.status = 'new' then clock.at else job.updated_at end
                from (select now() as at) as clock
                where job.queue_name = :queue and job.id = :id and job.status in ('new', 'running')
                returning job.id, job.queue_name, job.status
            )
            select status, case when status = 'running'
                                then cast(pg_notify('{channel}', 'c' || id || ',,' || queue_name) as text) end as rung
            from asked""";

    /** How a job has ended, and whether its end will be announced. */
    static final String OUTCOME = """
            select status, result, error, awaited
            from {jobs}
            where queue_name = :queue and id = :id""";

    /** Has the end announced. A claim passes over what is locked here, so a job that waits is rung for. */
    static final String AWAIT = """
            with awaited as (
                update {jobs} as job
                set awaited = true
                where job.queue_name = :queue and job.id = :id and job.status in ('new', 'running')
                returning job.queue_name, job.status
            )
            select status, case when status = 'new'
                                then cast(pg_notify('{channel}', ',,' || queue_name) as text) end as rung
            from awaited""";

    private JobSql() {}
}
