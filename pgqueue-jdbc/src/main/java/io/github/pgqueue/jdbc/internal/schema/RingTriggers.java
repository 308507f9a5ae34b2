package io.github.pgqueue.jdbc.internal.schema;

/**
 * What in the second version of the table rings for rows that are added, changed or deleted, by whatever hand. The trigger
 * of what is added is that of the first version. Frozen with {@link Version2}.
 */
final class RingTriggers {

    /**
     * Rings for rows that are added, once a statement and queue, as in the first version; and for one that becomes new, or
     * is due sooner. But not for pushes that have others told afterwards, or tell them by themselves. Of rows that are
     * added it looks first whether they keep the rules.
     *
     * <p>The search path is the inserter's, and anybody's, until it is set here, and then put back: to have the server set
     * it for the function was a twentieth of an insert of one row, where nothing is said at all. "fresh" is found before
     * any table.
     */
    static final String FUNCTION = """
            create or replace function {jobs+_channel_notify}() returns trigger
                language plpgsql
            as $$
            declare
                broken pg_catalog.text;
                path pg_catalog.text;
            begin
                if %s then
                    return null;
                end if;
                path := pg_catalog.current_setting('search_path');
                perform pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
                if tg_op = 'INSERT' then
                    select looked_at.rule into broken
                    from (
                        select %s as rule
                        from fresh as job
                    ) looked_at
                    where looked_at.rule is not null
                    limit 1;
                    if broken is not null then
            %s
                    end if;
                end if;
                if %s then
                    null;
                elsif tg_op = 'INSERT' then
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
                perform set_config('search_path', path, true);
                return null;
            end
            $$""".formatted(
                    Hush.IS_PLAIN_AND_QUIET,
                    RowRules.BROKEN.indent(16).strip(),
                    RowRules.REFUSE.indent(12).stripTrailing(),
                    Hush.IS_QUIET);

    /** By row, as in the first version, but also for a due time that was brought forward, by whatever hand. */
    static final String UPDATE_TRIGGER = """
            create or replace trigger {name+_notify_update_trigger}
                after update on {jobs}
                for each row
                when (new.status = 'new' and (old.status <> 'new' or new.run_at < old.run_at))
                execute function {jobs+_channel_notify}()""";

    /** Conditions are here, and not in the triggers, as these are read anew for each statement. */
    static final String DONE_FUNCTION = """
            create or replace function {jobs+_done_notify}() returns trigger
                language plpgsql
                set search_path = pg_catalog, pg_temp
            as $$
            begin
                if old.status in ('new', 'running')
                   and (tg_op = 'DELETE' or new.status in ('success', 'error', 'cancelled')) then
                    perform pg_notify('{channel}', 'd' || old.id || ',,' || old.queue_name);
                end if;
                return null;
            end
            $$""";

    /** Rings for those who await a job, whatever ends it; others pay for a look at one column. */
    static final String DONE_TRIGGER = """
            create or replace trigger {name+_done_trigger}
                after update on {jobs}
                for each row
                when (new.awaited)
                execute function {jobs+_done_notify}()""";

    static final String GONE_TRIGGER = """
            create or replace trigger {name+_gone_trigger}
                after delete on {jobs}
                for each row
                when (old.awaited)
                execute function {jobs+_done_notify}()""";

    private RingTriggers() {}
}
