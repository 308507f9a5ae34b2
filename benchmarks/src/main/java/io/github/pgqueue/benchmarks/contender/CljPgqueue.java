package io.github.pgqueue.benchmarks.contender;

/**
 * What clj-pgqueue does, written anew in Java: its table without a key or an index, its trigger that notifies for each
 * row and change of state, and its loop that claims as many as it has workers and then sleeps.
 */
public final class CljPgqueue implements Contender {

    private static final String TABLE = """
            create type clj_status as enum ('new', 'running', 'success', 'error');
            create table clj_jobs (
              id serial, queue_name text, payload bytea, status clj_status,
              run_at timestamp, created_at timestamp, updated_at timestamp);
            create function clj_jobs_notify() returns trigger language plpgsql as $$
            begin
              perform pg_notify('clj_jobs_channel', new.id::text);
              return new;
            end $$;
            create trigger clj_jobs_notify_trigger after insert or update of status on clj_jobs
              for each row when (new.status::text <> 'error') execute function clj_jobs_notify()
            """;

    @Override
    public String name() {
        return "clj-pgqueue";
    }

    @Override
    public String version() {
        return "its SQL and loop";
    }

    @Override
    public String settings() {
        return "rebuilt from what it does; a polling interval of 2 ms, without the pause that it doubles with each job;"
                + " it has no call for many at once";
    }

    @Override
    public void bootstrap(Arena arena) {
        arena.execute(TABLE);
    }

    @Override
    public Entrant open(Arena arena) {
        return new CljPgqueueEntrant(arena);
    }
}
