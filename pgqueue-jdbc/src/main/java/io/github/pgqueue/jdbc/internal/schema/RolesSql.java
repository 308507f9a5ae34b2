package io.github.pgqueue.jdbc.internal.schema;

/**
 * The grants for roles. The names stand as {@code {producer}}, {@code {worker}}, {@code {operator}} and {@code
 * {all}}; never in a comment, which a name with a line break would end.
 */
final class RolesSql {

    static final String HEAD = """
            -- Grants for three roles on a table of pgqueue. To be run by its owner; can be run again.
            --
            -- The producer adds jobs: plain, due later, with headers, with a unique key. It reads no payload,
            -- header, error or result, and can neither change nor delete jobs. So it cannot replace or put off a
            -- job that waits (UniqueKey.replacing and debounce), nor find, cancel or await one. Of jobs that are
            -- there it may write unique_scope, since it has to free keys whose period is over.
            --
            -- The worker does jobs, and adds them. It cannot change the schema; bootstrap() on a table that is
            -- up to date is no change, and succeeds for all three.
            --
            -- The operator does what a worker does, and stops queues.

            begin;

            """;

    static final String NAMED_SCHEMA = "grant usage on schema {schema} to {all};\n";

    /** The schema is where the search path finds the table. */
    static final String FOUND_SCHEMA = """
            do {quote} begin
                execute format('grant usage on schema %I to ',
                               (select nspname from pg_namespace join pg_class on relnamespace = pg_namespace.oid
                                where pg_class.oid = '{jobs}'::regclass))
                        || {inner}{all}{inner};
            end {quote};
            """;

    static final String GRANTS = """
            grant select on {jobs+_schema} to {all};
            grant usage on sequence {jobs+_id_seq} to {all};

            grant insert (id, queue_name, payload, priority, run_at, headers, retry_policy, time_limit,
                          unique_key, unique_scope, unique_until),
                  select (id, queue_name, status, unique_key, unique_scope, unique_until),
                  update (unique_scope)
                on {jobs} to {producer};

            grant select, insert, update, delete on {jobs}, {jobs+_nodes}, {jobs+_held} to {worker}, {operator};
            grant select, insert, update on {jobs+_duties} to {worker}, {operator};
            grant select on {jobs+_queues} to {worker};
            grant execute on function {jobs+_holders}(text, bigint) to {worker}, {operator};
            grant select, insert, delete on {jobs+_queues} to {operator};

            commit;
            """;

    private RolesSql() {}
}
