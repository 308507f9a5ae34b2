package io.github.pgqueue.jdbc.internal.admin;

import io.github.pgqueue.jdbc.internal.row.InfoRow;

/**
 * The statements that list jobs. Each page starts at its place in an index and reads about its own rows: there
 * is no offset, and nothing is sorted but the page.
 *
 * <p>The limit stands as a number: with a parameter the planner would expect a tenth of the queue. So does the
 * state, as the indexes are partial.
 */
final class ListSql {

    /** By the time of the last change, latest first; those that run are few, and are read all. */
    static final String CHANGED = "select " + InfoRow.COLUMNS + """
            \nfrom (
                select * from {jobs}
                where queue_name = :queue and status = '%1$s'
                  and (updated_at, id) < (cast(cast(:at as text) as timestamptz), cast(:id as bigint))
                  and updated_at >= cast(cast(:first as text) as timestamptz)
                order by updated_at desc, id desc
                limit %2$d
            ) as page
            order by updated_at desc, id desc""";

    /**
     * Walks the distinct priorities of the queue's new jobs, from one on, by one index probe each, so that
     * jobs outside of the times that are meant cost nothing.
     */
    static final String LEVELS = """
            levels (priority) as (
                (select priority from {jobs}
                 where queue_name = :queue and status = 'new' and priority >= :priority
                 order by priority limit 1)
                union all
                select (select higher.priority from {jobs} as higher
                        where higher.queue_name = :queue and higher.status = 'new'
                          and higher.priority > levels.priority
                        order by higher.priority limit 1)
                from levels
                where levels.priority is not null
            )""";

    /** Within the first priority the page goes on after the one before, within others from the first time. */
    private static final String STARTS = """
            starts as (
                select priority,
                       case when priority = :priority then cast(cast(:at as text) as timestamptz)
                            else cast(cast(:before as text) as timestamptz) end as run_at,
                       case when priority = :priority then cast(:id as bigint)
                            else 9223372036854775807 end as id
                from levels
            )""";

    /** In the order in which they are claimed. Levels are read only as far as the page needs. */
    static final String NEW = "with recursive " + LEVELS + ",\n" + STARTS + "\nselect " + InfoRow.COLUMNS + """
            \nfrom (
                select job.*
                from starts cross join lateral (
                    select * from {jobs}
                    where queue_name = :queue and status = 'new' and priority = starts.priority
                      and (run_at, id) > (starts.run_at, starts.id)
                      and run_at <= cast(cast(:last as text) as timestamptz)
                    order by run_at, id
                    limit %1$d
                ) as job
                limit %1$d
            ) as page
            order by priority, run_at, id""";

    private ListSql() {}
}
