package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.jdbc.internal.key.KeySql;
import io.github.pgqueue.jdbc.internal.row.ClaimedRow;
import io.github.pgqueue.jdbc.internal.schema.Hush;

/**
 * The statements that add jobs. Those that say nothing but payload and priority have small ones of their own;
 * all others share two, which take a missing value as a null. They are filled by {@link Hush} first.
 *
 * <p>Values that one of the drivers has no type for travel as text, and are cast twice: the inner cast says so.
 */
final class InsertSql {

    /** One job: the payload travels as it is. Those of plain jobs are run by {@link PlainInsert}. */
    static final String ONE_PLAIN = """
            insert into {jobs} (queue_name, payload, priority)
            select cast(? as text), cast(? as bytea), cast(? as smallint)
            where {quietly}
            returning id""";

    /** It rings as the trigger would, and tells it to leave that to it, which saves a quarter of a single insert. */
    static final String ONE_PLAIN_RINGING =
            ONE_PLAIN + ", cast(pg_notify('{channel}', id || ',,' || queue_name) as text)";

    /**
     * And one that leaves behind in its session, for {@link #RING_PUSHED} and for who asks afterwards, that it is committed
     * and by which number: where it is not, this is not left behind either.
     */
    static final String ONE_PLAIN_TOLD =
            ONE_PLAIN + ", set_config('pgqueue.pushed', cast(? as text) || ':' || id, false)";

    /** What was left behind. */
    static final String PUSHED = "select current_setting('pgqueue.pushed', true) as pushed";

    /**
     * Rings for what was left behind by the same, in a transaction of its own, which has nothing to lose and waits for no
     * disk; nor long for others that notify, as somebody waits for the job's commit, which was before.
     */
    static final String RING_PUSHED = """
            select set_config('synchronous_commit', 'off', true), set_config('lock_timeout', '{patience}', true),
                   pg_notify('{channel}', split_part(current_setting('pgqueue.pushed'), ':', 2) || ',,' || cast(? as text))
            where split_part(current_setting('pgqueue.pushed', true), ':', 1) = cast(? as text)""";

    /**
     * Many of one queue and priority: payloads cut out of one value, as {@link Slices} says. Ids are in the order given
     * without a sort: a function's rows are read one after the other, whatever the plan, and a number is drawn for each
     * as it is read. The function stands in a list of columns, as from there its rows need not be collected first.
     */
    static final String MANY_ALIKE = """
            insert into {jobs} (queue_name, payload, priority)
            select cast(? as text),
                   substring(cast(? as bytea) from cast(fresh.slice >> 32 as integer)
                                              for cast(fresh.slice & 2147483647 as integer)),
                   cast(? as smallint)
            from (select unnest(cast(? as bigint[])) as slice) as fresh
            where {quietly}
            returning id""";

    /**
     * The same for others: priorities and queues only where they differ, as unnest goes on with nulls after the end of
     * the shorter arrays.
     */
    static final String MANY_PLAIN = """
            insert into {jobs} (queue_name, payload, priority)
            select coalesce(fresh.queue_name, cast(? as text)),
                   substring(cast(? as bytea) from cast(fresh.slice >> 32 as integer)
                                              for cast(fresh.slice & 2147483647 as integer)),
                   coalesce(fresh.priority, cast(? as smallint))
            from unnest(cast(? as bigint[]), cast(? as smallint[]), cast(? as text[]))
                 as fresh (slice, priority, queue_name)
            where {quietly}
            returning id""";

    /**
     * Whether nothing waits in the queue {@code open} that is due, as far as one or two probes of the ready index tell: there
     * is no job; or the first one is due later, and has the priority of all. Else nobody knows what comes behind it. In
     * order, although any other would do: so the planner has no other way than that index.
     */
    private static final String NOTHING_WAITS = """
            coalesce((
                select first.run_at > now() and (
                    select other.id from {jobs} as other
                    where other.queue_name = first.queue_name and other.status = 'new'
                      and other.priority > first.priority
                    order by other.priority, other.run_at, other.id
                    limit 1) is null
                from {jobs} as first
                where first.queue_name = open.queue_name and first.status = 'new'
                order by first.priority, first.run_at, first.id
                limit 1), true)""";

    /**
     * The same, where those that come with the number of a claim are claimed, unless their queue is paused, or another job
     * waits in it. An offset keeps the subquery in one piece, so that each claim is looked at once. The queues' names come by
     * a subquery of their own, so that the planner expects as many whatever they are: else it would plan anew each time.
     */
    static final String MANY_CLAIMED = """
            insert into {jobs} as job (queue_name, payload, priority, status, attempt, node, claim)
            select fresh.queue_name,
                   substring(cast(? as bytea) from cast(fresh.slice >> 32 as integer)
                                              for cast(fresh.slice & 2147483647 as integer)),
                   fresh.priority,
                   case when fresh.claim is null then 'new' else 'running' end,
                   case when fresh.claim is null then 0 else 1 end,
                   case when fresh.claim is null then null else cast(? as text) end,
                   fresh.claim
            from (
                select slice, priority, queue_name,
                       case when queue_name = any (array(
                           select open.queue_name from unnest((select cast(? as text[]))) as open (queue_name)
                           where not exists (
                                   select 1 from {jobs+_queues} as paused where paused.queue_name = open.queue_name)
                             and %s)) then claim end as claim
                from unnest(cast(? as bigint[]), cast(? as smallint[]), cast(? as text[]), cast(? as bigint[]))
                     as given (slice, priority, queue_name, claim)
                offset 0
            ) as fresh
            where {quietly}
            returning %s, case when job.status = 'running' then job.claim end""".formatted(NOTHING_WAITS, ClaimedRow.COLUMNS);

    /** Nobody waits for a committed row, and who meets one that is not yet committed learns how that ends. */
    private static final String UNLESS_HELD = """
            on conflict (queue_name, unique_key) where %s do nothing
            returning id""".formatted(KeySql.HOLDS);

    /**
     * A delay is from the push on, not from the beginning of a caller's transaction, which may be long ago. What is
     * due at once is so from that beginning, as a plain job is.
     */
    private static final String DUE =
            "case when %1$s > 0 then statement_timestamp() + %1$s * interval '1 millisecond' else now() end";

    /** One job with all that it can say. No row comes back if its key is held. */
    static final String ONE = """
            insert into {jobs} (queue_name, payload, priority, run_at, headers, retry_policy, time_limit,
                                unique_key, unique_scope, unique_until)
            select cast(:queue as text), cast(:payload as bytea), cast(:priority as smallint),
                   coalesce(fresh.run_at, fresh.due), fresh.headers, cast(:policy as text), cast(:limit as bigint),
                   cast(:key as text), cast(:scope as text), fresh.unique_until
            from (
                select cast(cast(:run_at as text) as timestamptz) as run_at,
                       %s as due,
                       cast(cast(:headers as text) as jsonb) as headers,
                       statement_timestamp() + cast(:period as bigint) * interval '1 millisecond' as unique_until
            ) as fresh
            where {quietly}
            """.formatted(DUE.formatted("cast(:delay as bigint)")) + UNLESS_HELD;

    /** Ids as drawn before, or in the order given. */
    static final String MANY = """
            insert into {jobs} (id, queue_name, payload, priority, run_at, headers, retry_policy, time_limit,
                                unique_key, unique_scope, unique_until)
            select coalesce(fresh.id, nextval((select cast(pg_get_serial_sequence('{jobs}', 'id') as regclass)))),
                   cast(:queue as text), decode(fresh.payload, 'hex'), fresh.priority,
                   coalesce(fresh.run_at, fresh.due), fresh.headers, fresh.policy, fresh.time_limit,
                   fresh.unique_key, fresh.scope, fresh.unique_until
            from (
                select place, id, payload, priority, policy, time_limit, unique_key, scope,
                       cast(run_at as timestamptz) as run_at,
                       %s as due,
                       cast(headers as jsonb) as headers,
                       statement_timestamp() + period * interval '1 millisecond' as unique_until
                from unnest(
                    cast(:ids as bigint[]), cast(:payloads as text[]), cast(:priorities as smallint[]),
                    cast(:run_ats as text[]), cast(:delays as bigint[]), cast(:headers as text[]),
                    cast(:policies as text[]), cast(:limits as bigint[]),
                    cast(:keys as text[]), cast(:scopes as text[]), cast(:periods as bigint[])
                ) with ordinality as given (
                    id, payload, priority, run_at, delay, headers, policy, time_limit, unique_key, scope, period, place)
            ) as fresh
            where {quietly}
            order by fresh.place
            """.formatted(DUE.formatted("delay")) + UNLESS_HELD;

    /** So that jobs can be added in the order of their keys and still have ids in the order of the list. */
    static final String DRAW_IDS = """
            select nextval((select cast(pg_get_serial_sequence('{jobs}', 'id') as regclass))) as id
            from generate_series(1, cast(:count as integer))""";

    /**
     * Makes a waiting job take over what another one says. Others are always to hear of it: a claim passes over
     * what is locked here, and nobody else knows the new due time.
     */
    static final String REPLACE = """
            with replaced as (
                update {jobs} as job
                set payload = cast(:payload as bytea),
                    priority = cast(:priority as smallint),
                    run_at = coalesce(fresh.run_at, least(fresh.due, job.created_at + fresh.longest)),
                    headers = fresh.headers,
                    retry_policy = cast(:policy as text),
                    time_limit = cast(:limit as bigint),
                    updated_at = now()
                from (
                    select cast(cast(:run_at as text) as timestamptz) as run_at,
                           statement_timestamp() + cast(:delay as bigint) * interval '1 millisecond' as due,
                           cast(:longest as bigint) * interval '1 millisecond' as longest,
                           cast(cast(:headers as text) as jsonb) as headers
                ) as fresh
                where job.queue_name = :queue and job.unique_key = :key and job.status = 'new'
                  and (job.unique_scope <> 'period' or job.unique_until > statement_timestamp())
                  and {quietly}
                  and %s
                returning job.id, job.queue_name
            )
            select id, {rung} as rung
            from replaced""".formatted(KeySql.HOLDS);

    private InsertSql() {}
}
