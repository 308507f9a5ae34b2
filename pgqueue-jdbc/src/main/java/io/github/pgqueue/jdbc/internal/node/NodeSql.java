package io.github.pgqueue.jdbc.internal.node;

import io.github.pgqueue.jdbc.internal.row.RowSql;

/** The statements about nodes: who is alive, what they hold, and what becomes of it when they die. */
final class NodeSql {

    /**
     * The row is locked before it is looked at: if somebody is just rescuing this node's jobs, then this waits
     * and finds it gone. Times at infinity, which only people write, are no lapse that will come.
     */
    static final String BEAT = """
            with before as materialized (
                select lease_until from {jobs+_nodes} where node = :node for update
            ), beat as (
                insert into {jobs+_nodes} (node, lease_until)
                select cast(:node as text), now() + cast(:lease as bigint) * interval '1 millisecond'
                from (select count(*) from before) as looked
                on conflict (node) do update set lease_until = excluded.lease_until
            )
            select not exists (select 1 from before where lease_until > now()) as lapsed,
                   (select cast(ceil(extract(epoch from min(other.lease_until) - now()) * 1000) as bigint)
                    from {jobs+_nodes} as other
                    where other.node <> :node
                      and other.lease_until > '-infinity' and other.lease_until < 'infinity') as next_lapse""";

    /**
     * The proof travels along, so that it costs no statement. A text of its own: the server may refuse one that can
     * notify to a role that may not, also where it would not come to that, and a lease must not depend on it.
     */
    static final String PROVING_BEAT = BEAT + """
            ,
                   cast(pg_notify('{channel}', cast(:proof as text)) as text) as rung""";

    /** The row stays until the rescue, so that others see by their beats that there is something to do. */
    static final String LEAVE = "update {jobs+_nodes} set lease_until = now() where node = :node";

    /**
     * What nodes held that are not alive becomes theirs, as if they had claimed it by an exchange. Nobody waits: while
     * the locks stand, as on behalf of a process that does not move, they are left, and so is the note.
     */
    static final String TURN_INTO_CLAIMS = """
            with dead as materialized (
                select claim, queue_name, node, ids
                from {jobs+_held} as held
                where not exists (select 1 from {jobs+_nodes} as alive
                                  where alive.node = held.node and alive.lease_until > now())
                for update skip locked
            ), locked as materialized (
                select job.queue_name, job.id, dead.node, dead.claim
                from dead cross join lateral unnest(dead.ids) as held (id)
                     join {jobs} as job on job.queue_name = dead.queue_name and job.id = held.id
                where job.status = 'new' and job.xmax <> '0'
                for update of job skip locked
            ), turned as (
                update {jobs} as job
                set status = 'running', attempt = least(job.attempt + 1, %d), node = locked.node, claim = locked.claim,
                    %s, updated_at = now()
                from locked
                where job.queue_name = locked.queue_name and job.id = locked.id
                returning job.queue_name, job.id
            )
            delete from {jobs+_held} as held
            using dead
            where held.queue_name = dead.queue_name and held.claim = dead.claim
              and not exists (
                  select 1
                  from unnest(dead.ids) as kept (id)
                       join {jobs} as job on job.queue_name = dead.queue_name and job.id = kept.id
                  where job.status = 'new' and job.xmax <> '0'
                    and (job.queue_name, job.id) not in (select queue_name, id from locked))""".formatted(RowSql.LAST_ATTEMPT, RowSql.STARTED_KEY_ENDS);

    /** Whether {@link #TURN_INTO_CLAIMS} has something to do. */
    private static final String IS_ANY_DEAD = """
            exists (select 1 from {jobs+_held} as held
                    where not exists (select 1 from {jobs+_nodes} as alive
                                      where alive.node = held.node and alive.lease_until > now()))""";

    /**
     * Gives back what nodes hold that are not alive. Nobody waits: what another one has locked is left to that
     * one. A job is compared once more when it is locked, by its claim: it may have been rescued and claimed
     * by a node that is younger than what this statement sees. A row without a queue says that such nodes have held
     * jobs for moments: these are theirs only after {@link #TURN_INTO_CLAIMS}.
     */
    static final String RESCUE = """
            with gone as materialized (
                delete from {jobs+_nodes}
                where node = any (array(
                    select node from {jobs+_nodes} where lease_until <= now() for update skip locked))
                returning node
            ), lost as materialized (
                select job.queue_name, job.id, job.attempt, job.claim
                from {jobs} as job
                where job.status = 'running'
                  and not exists (select 1 from {jobs+_nodes} as alive
                                  where alive.node = job.node
                                    and alive.node <> all (array(select node from gone)))
            ), locked as materialized (
                select job.queue_name, job.id, now() as at
                from lost join {jobs} as job on job.queue_name = lost.queue_name and job.id = lost.id
                where job.status = 'running' and job.attempt = lost.attempt
                  and job.claim is not distinct from lost.claim
                for update of job skip locked
            ), rescued as (
                update {jobs} as job
                set status = case when job.cancel_requested then 'cancelled' else 'new' end,
                    error = cast(:type as text) || ': node ' || coalesce(job.node, '?') || ' is gone',
                    errors = %s || jsonb_build_array(jsonb_build_object(
                        'attempt', job.attempt, 'at', locked.at, 'node', coalesce(job.node, ''),
                        'type', cast(:type as text),
                        'message', 'node ' || coalesce(job.node, '?') || ' is gone', 'trace', null)),
                    node = null, claim = null, cancel_requested = false, rescued = true,
                    %s, updated_at = now()
                from locked
                where job.queue_name = locked.queue_name and job.id = locked.id
                returning job.queue_name
            )
            select queue_name, count(*) as jobs
            from rescued
            group by queue_name
            union all
            select null, 0
            where %s""".formatted(RowSql.KEPT_ERRORS, RowSql.STARTED_KEY_ENDS, IS_ANY_DEAD);

    static final String CANCEL_REQUESTS = """
            select id, attempt, claim
            from {jobs}
            where node = :node and status = 'running' and cancel_requested and claim is not null""";

    private NodeSql() {}
}
