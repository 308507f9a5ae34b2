package io.github.pgqueue.jdbc.internal.admin;

/** The statements about queues that are paused, and about duties. */
final class AdminSql {

    static final String PAUSE = """
            insert into {jobs+_queues} (queue_name)
            values (:queue)
            on conflict (queue_name) do nothing""";

    /** Rings for the queue if it was paused. */
    static final String RESUME = """
            with resumed as (
                delete from {jobs+_queues} where queue_name = :queue
                returning queue_name
            )
            select count(pg_notify('{channel}', ',,' || queue_name)) as rung
            from resumed""";

    static final String PAUSED = "select queue_name from {jobs+_queues}";

    /** No row comes back while somebody else has the duty. */
    static final String TAKE_DUTY = """
            insert into {jobs+_duties} as duty (duty, node, until)
            select cast(:duty as text), cast(:node as text),
                   now() + cast(:time as bigint) * interval '1 millisecond'
            on conflict (duty) do update set node = excluded.node, until = excluded.until
            where duty.node = excluded.node or duty.until <= now()
            returning duty.node""";

    private AdminSql() {}
}
