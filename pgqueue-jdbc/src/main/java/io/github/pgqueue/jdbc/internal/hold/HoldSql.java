package io.github.pgqueue.jdbc.internal.hold;

import io.github.pgqueue.jdbc.internal.retention.ForgetSql;
import io.github.pgqueue.jdbc.internal.row.DueSql;
import io.github.pgqueue.jdbc.internal.row.RowSql;
import io.github.pgqueue.jdbc.internal.schema.Holders;
import io.github.pgqueue.jdbc.internal.text.Patience;
import io.github.pgqueue.jdbc.internal.text.PlanSize;

/**
 * The statements that hold jobs for moments. A transaction locks the rows and writes nothing to them; in another one, which
 * is durable before the first job begins, stands what it holds. So a job that is done within the moment is written once,
 * and a node that dies has begun its jobs all the same.
 *
 * <p>Once its locks are gone with its connection, that list is what keeps others away. Claims look into it only where a
 * row's {@code xmax} says that somebody has locked the row since it was written, which is rare.
 */
final class HoldSql {

    /**
     * {@linkplain Holders#IS_FREE The same} for many rows that are held: by a list that is made once, which costs a
     * statement that needs none.
     */
    private static final String ARE_FREE = """
            (xmax = '0' or id not in (select unnest(ids) from {jobs+_held} where queue_name = :queue))""";

    /**
     * The next jobs, locked. Those that were locked before, or rescued, and those whose key is to end with their start
     * are for a claim that writes; whether there are any is computed as rows are read, before they are locked. The server
     * is to end the session of a process that is cut off, whatever else is set. From a place in the queue's order on, so
     * that what was done before it is not walked over again. And the table's size, for {@link PlanSize}.
     */
    static final String LOCK = "with recursive " + DueSql.LEVELS
            + """
            \nselect due.id, due.attempt, due.payload, due.priority, due.run_at, due.created_at,
                   due.headers, due.retry_policy, due.time_limit, due.excused, due.rescued,
                   due.is_odd, due.version, (select pg_relation_size(cast('{jobs}' as regclass))) as bytes
            from levels cross join lateral (
                select id, least(attempt + 1, %d) as attempt, payload, priority, run_at, created_at,
                       cast(headers as text) as headers, retry_policy, time_limit, excused, rescued,
                       (xmax <> '0' or rescued or unique_scope = 'started') is true as is_odd,
                       cast(ctid as text) as version
                from {jobs}
                %s
            ) as due
            where (select set_config('idle_in_transaction_session_timeout', '{patience}', true)) is not null
            %s""".formatted(RowSql.LAST_ATTEMPT, DueSql.ofLevel(ARE_FREE), DueSql.LIMIT);

    /**
     * Durable before the first of them begins. Not if one of them is noted already: a statement that is older than that
     * note, and longer, may have locked it once the locks beside the note were gone.
     */
    static final String NOTE = """
            insert into {jobs+_held} (claim, queue_name, node, ids, first_id, last_id)
            select cast(:claim as bigint), cast(:queue as text), cast(:node as text), cast(:ids as bigint[]),
                   cast(:first as bigint), cast(:last as bigint)
            where not exists (
                select 1 from {jobs+_held}
                where queue_name = :queue and first_id <= cast(:last as bigint) and last_id >= cast(:first as bigint)
                  and ids && cast(:ids as bigint[]))""";

    private static final String FORGET_NOTE = """
            gone as (
                delete from {jobs+_held}
                where queue_name = :queue and claim = :claim
            )""";

    private static final String RUNNING = """
            going as (
                update {jobs} as job
                set %s
                where job.queue_name = :queue and job.id = any (cast(:running as bigint[]))
                returning job.id
            )""".formatted(RowSql.CLAIMS.formatted(":node", ":claim"));

    private static final String DONE = """
            done as (
                update {jobs} as job
                set status = 'success', attempt = least(job.attempt + 1, %d), node = cast(:node as text), claim = :claim,
                    cancel_requested = false, rescued = false, updated_at = now()
                where job.queue_name = :queue and job.id = any (%%s)
                returning job.id
            )""".formatted(RowSql.LAST_ATTEMPT);

    /** By the transaction that holds them: nobody can have changed them. */
    static final String END =
            "with " + String.join(", ", FORGET_NOTE, RUNNING, DONE.formatted("cast(:done as bigint[])")) + """
            \nselect (select count(*) from going) + (select count(*) from done) as ended""";

    /** The same where what is done is not to be kept. */
    static final String END_UNKEPT = "with "
            + String.join(", ", FORGET_NOTE, RUNNING, """
                    unkept as (
                        delete from {jobs} as job
                        where job.queue_name = :queue and job.id = any (cast(:done as bigint[]))
                          and %s
                        returning job.id
                    )""".formatted(ForgetSql.MAY_GO), DONE.formatted("""
                            array(select unnest(cast(:done as bigint[])) except select id from unkept)"""))
            + """
            \nselect (select count(*) from going) + (select count(*) from unkept) + (select count(*) from done)
                   as ended""";

    /**
     * By whoever has held them, when that transaction is no more: what nobody has written since. Changed by others it
     * would be another row in another place.
     */
    static final String KEEP =
            "with " + FORGET_NOTE + """
            , begun as materialized (
                select id, version
                from unnest(cast(:ids as bigint[]), cast(:versions as text[])) as begun (id, version)
                where %s
            )
            update {jobs} as job
            set %s
            from begun
            where job.queue_name = :queue and job.id = any (array(select id from begun)) and job.id = begun.id
              and job.status = 'new' and job.ctid = cast(begun.version as tid)""".formatted(Patience.FOR_LOCKS, RowSql.CLAIMS.formatted(":node", ":claim"));

    private HoldSql() {}
}
