package io.github.pgqueue.jdbc.internal.schema;

import java.util.List;

/**
 * The second version of the table: retries, leases, unique keys, cancelling, awaiting, pausing, pruning.
 * Frozen once it is released.
 *
 * <p>Each statement can be run again without harm, as the printed script may be. Columns are added with
 * constant defaults, so that a table of any size is upgraded without being rewritten.
 */
final class Version2 {

    /**
     * A job's time limit is in milliseconds. Failures are a JSON array of the last ones; headers an object of
     * texts. An attempt that is excused does not count for the retry policy, and still tells starts apart.
     */
    private static final String COLUMNS = """
            alter table {jobs}
                add column if not exists excused integer not null default 0,
                add column if not exists retry_policy text,
                add column if not exists time_limit bigint,
                add column if not exists headers jsonb,
                add column if not exists errors jsonb,
                add column if not exists result bytea,
                add column if not exists unique_key text,
                add column if not exists unique_scope text,
                add column if not exists unique_until timestamptz,
                add column if not exists cancel_requested boolean not null default false,
                add column if not exists rescued boolean not null default false,
                add column if not exists awaited boolean not null default false""";

    /**
     * What the first version let in, and the rules below refuse, is put right. Then a rule of the claim's own columns is
     * one of their {@linkplain ColumnTypes types}; two that were are among the other rules now. A trigger whose condition
     * reads such a column would keep its type from being changed, and is made anew below.
     */
    private static final String PUT_RIGHT =
            """
            do $$ begin
                if not exists (select from pg_attribute where attrelid = '{jobs}'::regclass
                               and attname = 'attempt' and atttypid = '{jobs+_attempt_type}'::regtype) then
                    update {jobs} as job
                    set attempt = least(greatest(job.attempt, 0), 2000000000),
                        run_at = case when job.run_at < '0001-01-01 00:00:00+00' then '0001-01-01 00:00:00+00'
                                      when job.run_at >= '10000-01-01 00:00:00+00' then 'infinity'
                                      else job.run_at end,
                        created_at = least(greatest(job.created_at, '0001-01-01 00:00:00+00'),
                                           '9999-12-31 00:00:00+00'),
                        updated_at = least(greatest(job.updated_at, '0001-01-01 00:00:00+00'),
                                           '9999-12-31 00:00:00+00'),
                        error = left(job.error, 1000000),
                        node = left(job.node, 255)
                    where job.attempt not between 0 and 2000000000
                       or job.run_at < '0001-01-01 00:00:00+00'
                       or job.run_at >= '10000-01-01 00:00:00+00' and job.run_at < 'infinity'
                       or job.created_at < '0001-01-01 00:00:00+00' or job.created_at >= '10000-01-01 00:00:00+00'
                       or job.updated_at < '0001-01-01 00:00:00+00' or job.updated_at >= '10000-01-01 00:00:00+00'
                       or octet_length(job.error) > 4194304
                       or octet_length(job.node) > 1024;
                    drop trigger if exists {name+_notify_update_trigger} on {jobs};
                    alter table {jobs}
                        %s,
                        drop constraint if exists {name+_status_check},
                        drop constraint if exists {name+_queue_name_check},
                        drop constraint if exists {name+_payload_check};
                end if;
            end $$""".formatted(ColumnTypes.TAKE.indent(24).strip());

    /** The states in which a key counts. A claim takes the scope 'started' away; a period's end is looked at. */
    private static final String UNIQUE_INDEX = """
            create unique index if not exists {name+_unique_idx}
                on {jobs} (queue_name, unique_key)
                where unique_scope = 'period'
                   or unique_scope = 'finished' and status in ('new', 'running')
                   or unique_scope = 'started' and status = 'new'""";

    /** For listings, and for pruning, which must not walk what is to be kept. */
    private static final String FINISHED_INDEX = """
            create index if not exists {name+_finished_idx}
                on {jobs} (queue_name, status, updated_at, id)
                where status in ('success', 'error', 'cancelled')""";

    /** Nearly always empty, so that asking is free. */
    private static final String CANCEL_INDEX = """
            create index if not exists {name+_cancel_idx}
                on {jobs} (node)
                where status = 'running' and cancel_requested""";

    /**
     * What stands where something of ours is to stand, such as the jobs of a table called so, would be taken
     * for it, and the queue would be without.
     */
    private static final String BESIDE =
            """
            do $$ declare other text; begin
                select beside.name into other
                from (values ('{jobs+_nodes}', 'lease_until'), ('{jobs+_queues}', 'paused_at'),
                             ('{jobs+_duties}', 'until'), ('{jobs+_held}', 'held_at'),
                             ('{jobs+_ready_idx}', 'run_at'),
                             ('{jobs+_running_idx}', 'claim'), ('{jobs+_unique_idx}', 'unique_key'),
                             ('{jobs+_finished_idx}', 'updated_at'), ('{jobs+_cancel_idx}', 'node')
                     ) as beside (name, own)
                where to_regclass(beside.name) is not null
                  and (not exists (select from pg_attribute where attrelid = to_regclass(beside.name)
                                   and attname = beside.own and not attisdropped)
                       or beside.name like '%%idx"' and not exists (
                           select from pg_index where indexrelid = to_regclass(beside.name)
                           and indrelid = '{jobs}'::regclass))
                limit 1;
                select coalesce(other, beside.name) into other
                from (values (null), ('{jobs+_check}()'), ('{jobs+_done_notify}()')) as beside (name)
                where beside.name is null and other is not null or exists (
                    select from pg_trigger
                    where tgfoid = to_regprocedure(beside.name) and tgrelid <> '{jobs}'::regclass)
                limit 1;
                if other is null then
                    select beside.name into other
                    from (values
                    %s
                         ) as beside (name, base, rule)
                    where exists (
                        select from pg_type left join pg_constraint on contypid = pg_type.oid
                        where pg_type.oid = to_regtype(beside.name)
                          and (typtype <> 'd' or typbasetype <> to_regtype(beside.base) or conname <> beside.rule))
                    limit 1;
                end if;
                if other is not null then
                    raise exception '%% is there, but pgqueue did not make it', other;
                end if;
            end $$""".formatted(ColumnTypes.ROWS.indent(25).strip());

    /** Of a lease without an end nobody could say how long it lasts, and then no node could beat. */
    private static final String NODES = """
            create table if not exists {jobs+_nodes} (
                node text primary key,
                lease_until timestamptz not null,
                started_at timestamptz not null default now(),
                constraint {name+_nodes_lease_check} check (
                    lease_until >= '0001-01-01 00:00:00+00' and lease_until < '10000-01-01 00:00:00+00')
            )""";

    private static final String QUEUES = """
            create table if not exists {jobs+_queues} (
                queue_name text primary key,
                paused_at timestamptz not null default now()
            )""";

    private static final String DUTIES = """
            create table if not exists {jobs+_duties} (
                duty text primary key,
                node text not null,
                until timestamptz not null
            )""";

    /** What is {@linkplain Holders held}, and by whom. Comes and goes by the hundred a second. */
    private static final String HELD = """
            create table if not exists {jobs+_held} (
                queue_name text not null,
                claim bigint not null,
                node text not null,
                ids bigint[] not null,
                first_id bigint not null,
                last_id bigint not null,
                held_at timestamptz not null default now(),
                primary key (queue_name, claim)
            ) with (
                autovacuum_vacuum_scale_factor = 0,
                autovacuum_vacuum_threshold = 1000
            )""";

    static final Migration MIGRATION = new Migration(
            2,
            List.of(
                    BESIDE,
                    COLUMNS,
                    ColumnTypes.CREATE,
                    PUT_RIGHT,
                    ColumnTypes.CHECK,
                    UNIQUE_INDEX,
                    FINISHED_INDEX,
                    CANCEL_INDEX,
                    NODES,
                    QUEUES,
                    DUTIES,
                    HELD,
                    Holders.FUNCTION,
                    RingTriggers.FUNCTION,
                    RingTriggers.UPDATE_TRIGGER,
                    RingTriggers.DONE_FUNCTION,
                    RingTriggers.DONE_TRIGGER,
                    RingTriggers.GONE_TRIGGER,
                    RowRules.FUNCTION,
                    RowRules.UPDATE_TRIGGER,
                    RowRules.SCOPE_TRIGGER));

    private Version2() {}
}
