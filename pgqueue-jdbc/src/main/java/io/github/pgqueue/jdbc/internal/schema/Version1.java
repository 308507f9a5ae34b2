package io.github.pgqueue.jdbc.internal.schema;

import java.util.List;

/**
 * The first version of the table. Frozen once it is released: a change is a version of its own.
 *
 * <p>Each statement can be run again without harm, as the printed script may be.
 */
final class Version1 {

    /**
     * The key begins with the queue, so that a table spread over several servers by queue can keep it;
     * {@code bigserial} rather than an identity column for the same reason. States are text with a check,
     * since an enum's values can never be taken back. A payload that could be written but not be sent to a
     * handler would stop its queue: the limit is that of NewJob. A claim and its end leave two dead rows a
     * job: vacuum is to come after thousands of them, not after a fifth of all finished jobs.
     */
    private static final String TABLE = """
            create table if not exists {jobs} (
                id bigserial not null,
                queue_name text not null,
                payload bytea,
                status text not null default 'new',
                priority smallint not null default 0,
                run_at timestamptz not null default now(),
                attempt integer not null default 0,
                node text,
                claim bigint,
                error text,
                created_at timestamptz not null default now(),
                updated_at timestamptz not null default now(),
                constraint {name+_key} primary key (queue_name, id),
                constraint {name+_status_check}
                    check (status in ('new', 'running', 'success', 'error', 'cancelled')),
                constraint {name+_queue_name_check}
                    check (length(queue_name) between 1 and 255),
                constraint {name+_payload_check}
                    check (octet_length(payload) <= 524288000)
            ) with (
                autovacuum_vacuum_scale_factor = 0.01,
                autovacuum_vacuum_threshold = 1000,
                autovacuum_analyze_scale_factor = 0.02,
                autovacuum_analyze_threshold = 1000
            )""";

    /** What a claim reads, in the order in which it claims; a job leaves it when it is claimed. */
    private static final String READY_INDEX = """
            create index if not exists {name+_ready_idx}
                on {jobs} (queue_name, priority, run_at, id)
                where status = 'new'""";

    /** Finds what one claim holds, and what a dead node left. */
    private static final String RUNNING_INDEX = """
            create index if not exists {name+_running_idx}
                on {jobs} (queue_name, claim)
                where status = 'running'""";

    /**
     * Rings once a statement and queue. A job that is due at infinity is parked: nobody waits for it. The
     * search path is set because the inserter's is anybody's; "fresh" is found before any table.
     */
    private static final String FUNCTION = """
            create or replace function {jobs+_channel_notify}() returns trigger
                language plpgsql
                set search_path = pg_catalog, pg_temp
            as $$
            begin
                if tg_op = 'INSERT' then
                    perform pg_notify('{channel}', ring.job || ',' || ring.due || ',' || ring.queue_name)
                    from (
                        select queue_name,
                               case when count(*) = 1 then min(id)::text else '' end as job,
                               case when min(run_at) > now()
                                    then ceil(extract(epoch from min(run_at)) * 1000)::bigint::text
                                    else '' end as due
                        from fresh
                        where status = 'new' and run_at < 'infinity'
                        group by queue_name
                    ) ring;
                elsif new.run_at < 'infinity' then
                    perform pg_notify('{channel}', new.id || ',' ||
                        case when new.run_at > now()
                             then ceil(extract(epoch from new.run_at) * 1000)::bigint::text
                             else '' end || ',' || new.queue_name);
                end if;
                return null;
            end
            $$""";

    /** One call a statement, however many rows: a row trigger costs a bulk insert up to half its speed. */
    private static final String INSERT_TRIGGER = """
            create or replace trigger {name+_notify_trigger}
                after insert on {jobs}
                referencing new table as fresh
                for each statement
                execute function {jobs+_channel_notify}()""";

    /** By row and with a condition: a transition table would tax every claim and every end of a job. */
    private static final String UPDATE_TRIGGER = """
            create or replace trigger {name+_notify_update_trigger}
                after update on {jobs}
                for each row
                when (new.status = 'new' and old.status is distinct from 'new')
                execute function {jobs+_channel_notify}()""";

    static final Migration MIGRATION =
            new Migration(1, List.of(TABLE, READY_INDEX, RUNNING_INDEX, FUNCTION, INSERT_TRIGGER, UPDATE_TRIGGER));

    private Version1() {}
}
