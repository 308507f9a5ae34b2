package io.github.pgqueue.benchmarks.contender;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import java.time.Duration;

/**
 * db-scheduler, as it is by default or set for many short jobs.
 *
 * @param tuned whether it is set
 */
public record DbScheduler(boolean tuned) implements Contender {

    /** Threads for each job that may be done at once: a thread spends most of its time completing the last one. */
    private static final int THREADS_A_WORKER = 2;

    private static final String TABLE = """
            create table scheduled_tasks (
              task_name text not null,
              task_instance text not null,
              task_data bytea,
              execution_time timestamp with time zone,
              picked boolean not null,
              picked_by text,
              last_success timestamp with time zone,
              last_failure timestamp with time zone,
              consecutive_failures int,
              last_heartbeat timestamp with time zone,
              version bigint not null,
              priority smallint,
              state text,
              primary key (task_name, task_instance));
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)
            """;

    @Override
    public String name() {
        return tuned ? "db-scheduler-tuned" : "db-scheduler";
    }

    @Override
    public String version() {
        return Versions.of("db-scheduler");
    }

    @Override
    public String settings() {
        return tuned
                ? "lock-and-fetch from half to four times its threads, " + THREADS_A_WORKER
                        + " threads a worker, polling every 100 ms, immediate execution, pushes by scheduleBatch where"
                        + " many come at once"
                : "defaults: fetching, polling every 10 s, a thread a worker";
    }

    @Override
    public void bootstrap(Arena arena) {
        arena.execute(TABLE);
    }

    @Override
    public Entrant open(Arena arena) {
        return new DbSchedulerEntrant(arena, this);
    }

    SchedulerBuilder set(SchedulerBuilder builder, int workers) {
        builder.shutdownMaxWait(Duration.ofSeconds(10));
        if (!tuned) {
            return builder.threads(workers);
        }
        return builder.threads(workers * THREADS_A_WORKER)
                .pollUsingLockAndFetch(0.5, 4.0)
                .pollingInterval(Duration.ofMillis(100))
                .enableImmediateExecution();
    }
}
