package io.github.pgqueue.benchmarks.contender;

/** db-queue, by its access layer for Spring. */
public final class DbQueue implements Contender {

    private static final String TABLE = """
            create table queue_tasks (
              id bigserial primary key,
              queue_name text not null,
              payload text,
              created_at timestamp with time zone default now(),
              next_process_at timestamp with time zone default now(),
              attempt integer default 0,
              reenqueue_attempt integer default 0,
              total_attempt integer default 0);
            create index queue_tasks_name_time_desc_idx on queue_tasks (queue_name, next_process_at, id desc)
            """;

    @Override
    public String name() {
        return "db-queue";
    }

    @Override
    public String version() {
        return Versions.of("db-queue");
    }

    @Override
    public String settings() {
        return "a thread a worker, no pause between tasks, 10 ms when there is none, separate transactions;"
                + " it has no call for many at once";
    }

    @Override
    public void bootstrap(Arena arena) {
        arena.execute(TABLE);
    }

    @Override
    public Entrant open(Arena arena) {
        return new DbQueueEntrant(arena);
    }
}
