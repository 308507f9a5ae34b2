package io.github.pgqueue.jdbc.internal.schema;

/**
 * How others are kept from what is held when the locks are gone: by the list of what is held, and a function that looks into
 * it. Frozen with {@link Version2}.
 */
public final class Holders {

    /** Whether nobody holds the job, or held it when its connection broke. What is locked now, a claim passes over. */
    public static final String IS_FREE = "(xmax = '0' or {jobs+_holders}(queue_name, id) <> 1)";

    /**
     * One or none. Volatile, so that it sees what was noted after the statement that calls it has begun. The planner takes
     * it for cheap, as it is nearly never called, and for not one, as it does of any number: else it would think that a
     * claim must read far, and plan anew each time.
     */
    static final String FUNCTION = """
            create or replace function {jobs+_holders}(queue text, job bigint) returns integer
                language plpgsql volatile cost 0.01
            as $$
            begin
                return (
                    select count(*)
                    from {jobs+_held} as held
                    where held.queue_name = queue and held.first_id <= job and held.last_id >= job
                      and job = any (held.ids));
            end
            $$""";

    private Holders() {}
}
