package io.github.pgqueue.jdbc.internal.admin;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobState;
import io.github.pgqueue.jdbc.internal.key.KeySql;

/**
 * The statements for what operators do with jobs. First some jobs are picked and locked, then something is done
 * to them, in one transaction. Jobs that somebody else holds are passed over, so that neither waits.
 *
 * <p>The limit and the state stand as constants, for the planner.
 */
final class BulkSql {

    /** How many jobs one step picks at most. */
    static final int STEP = 1_000;

    /** Keys that a job takes again when it becomes new; one that counts for a period it has all the time. */
    private static final String TAKES_KEY = "job.unique_scope in ('finished', 'started')";

    /**
     * A job that could become new: nobody else holds its key, or only somebody whose period is over. A subquery
     * with a limit, as the server would read the keys of a whole queue to answer another kind for many jobs.
     */
    private static final String IS_FREE = """
            ((%s) is not true
                   or (select holder.id from {jobs} as holder
                       where holder.queue_name = :queue and holder.unique_key = job.unique_key
                         and %s
                         and (unique_scope <> 'period' or unique_until > now())
                       limit 1) is null)""".formatted(TAKES_KEY, KeySql.HOLDS);

    private static final String PICKED = "job.id, case when " + TAKES_KEY + " then job.unique_key end as unique_key";

    private static final String MICROS = "cast(extract(epoch from job.updated_at) * 1000000 as bigint)";

    /** By the time of the last change. */
    private static final String CHANGED = """
            from {jobs} as job
            where job.queue_name = :queue and job.status = '%s'
              and job.updated_at >= cast(cast(:first as text) as timestamptz)
              and job.updated_at <= cast(cast(:last as text) as timestamptz)""";

    /** Jobs that run are few: a step goes through them by number. */
    private static final String RUNNING = CHANGED.formatted("running") + """
            \n  and (cast(:from as bigint) is null or job.id > cast(:from as bigint))""";

    /** New jobs of one priority, within the walk of all. */
    private static final String NEW = """
            from {jobs} as job
            where job.queue_name = :queue and job.status = 'new' and job.priority = levels.priority
              and job.run_at >= cast(cast(:first as text) as timestamptz)
              and job.run_at <= cast(cast(:last as text) as timestamptz)""";

    /**
     * Latest first, from where the step before has ended: so what is finished again meanwhile, such as a job
     * that was retried and failed, is not picked another time.
     */
    private static final String PICK_FINISHED = "select " + PICKED + ", " + MICROS + " as place\n" + CHANGED + """
            %s
            order by job.updated_at desc, job.id desc
            limit %d
            for update of job skip locked""";

    private static final String PICK_RUNNING =
            "select " + PICKED + ", job.id as place\n" + RUNNING + """
            \norder by job.id
            limit %d
            for update of job skip locked""".formatted(STEP);

    private static final String PICK_NEW = "with recursive " + ListSql.LEVELS + """
            \nselect id, cast(null as text) as unique_key, cast(0 as bigint) as place
            from levels cross join lateral (
                select job.id
            """ + NEW + """
            \n    order by job.run_at, job.id
                limit %1$d
                for update skip locked
            ) as due
            limit %1$d""".formatted(STEP);

    /** One job, whoever has locked it. */
    static final String PICK_ONE = "select " + PICKED + ", job.id as place\n" + """
            from {jobs} as job
            where job.queue_name = :queue and job.id = :id and job.status in ('error', 'cancelled')
              and\s""" + IS_FREE + "\nfor update of job";

    /**
     * For jobs that are picked: due now, as if they had never failed, but for the attempts that go on counting.
     * Says nothing about the state, which would lead the planner to an index of all in that state.
     */
    static final String RETRY = """
            update {jobs} as job
            set status = 'new', run_at = now(), excused = job.attempt, rescued = false, cancel_requested = false,
                node = null, claim = null, updated_at = now()
            where job.queue_name = :queue and job.id = any (cast(:ids as bigint[]))""";

    /** Also for a job that is not picked. */
    static final String DISCARD = """
            delete from {jobs} as job
            where job.queue_name = :queue and job.id = any (cast(:ids as bigint[])) and job.status <> 'running'""";

    /** For jobs that are picked. */
    static final String CANCEL = """
            update {jobs} as job
            set status = 'cancelled', updated_at = now()
            where job.queue_name = :queue and job.id = any (cast(:ids as bigint[]))""";

    /**
     * For jobs that are picked. Their nodes are rung for each. Asking is no change of state, so the time of the
     * last one stays.
     */
    static final String ASK = """
            with asked as (
                update {jobs} as job
                set cancel_requested = true
                where job.queue_name = :queue and job.id = any (cast(:ids as bigint[]))
                returning job.id, job.queue_name
            )
            select count(pg_notify('{channel}', 'c' || id || ',,' || queue_name)) as touched
            from asked""";

    private static final String COUNT_NEW = "with recursive " + ListSql.LEVELS + """
            \nselect count(*) as jobs
            from levels cross join lateral (
                select 1
            """ + NEW + "\n) as due";

    /** Of those that share a key one can become new. */
    private static final String COUNT_FREE = """
            select count(*) - count(unique_key) + count(distinct unique_key) as jobs
            from (
            select\s""" + PICKED + "\n" + CHANGED + "\n  and " + IS_FREE + "\n) as free";

    private BulkSql() {}

    static String pick(BulkAction action, JobState state) {
        return switch (state) {
            case NEW -> PICK_NEW;
            case RUNNING -> PICK_RUNNING;
            case SUCCESS, ERROR, CANCELLED ->
                PICK_FINISHED.formatted(state.status(), action == BulkAction.RETRY ? "\n  and " + IS_FREE : "", STEP);
        };
    }

    static String count(BulkAction action, JobState state) {
        if (state == JobState.NEW) {
            return COUNT_NEW;
        }
        return action == BulkAction.RETRY
                ? COUNT_FREE.formatted(state.status())
                : "select count(*) as jobs\n" + CHANGED.formatted(state.status());
    }
}
