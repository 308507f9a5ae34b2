package io.github.pgqueue.jdbc.internal.key;

import io.github.pgqueue.jdbc.internal.schema.Hush;

/** The statements about who holds a unique key. */
public final class KeySql {

    /**
     * Which rows hold their key, word for word as the unique index has it: so the server knows that it is the
     * one to use. A period that is over still stands in it until somebody meets it.
     */
    public static final String HOLDS = """
            (unique_scope = 'period'
             or unique_scope = 'finished' and status in ('new', 'running')
             or unique_scope = 'started' and status = 'new')""";

    static final String HOLDERS = """
            select id, unique_key, (unique_scope = 'period' and unique_until <= statement_timestamp()) as over
            from {jobs}
            where queue_name = :queue and unique_key = any (cast(:keys as text[])) and %s""".formatted(HOLDS);

    /**
     * Frees keys whose period is over. Locks rows in one order, whatever the plan. A claim passes over what is
     * locked here, so one that waits is rung for; in the transaction itself, as it is no job of the pusher's. Filled by
     * {@link Hush} first.
     */
    static final String FREE_KEYS = """
            with over as materialized (
                select id from {jobs}
                where queue_name = :queue and unique_key = any (cast(:keys as text[]))
                  and unique_scope = 'period' and unique_until <= statement_timestamp()
                order by unique_key
                for update
            ), freed as (
                update {jobs} as job
                set unique_scope = null
                where job.queue_name = :queue and job.id = any (array(select id from over))
                returning job.status, job.queue_name
            )
            select {rung} as rung
            from freed
            where status = 'new'""";

    private KeySql() {}
}
