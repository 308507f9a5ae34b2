package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.Wake;
import io.github.pgqueue.benchmarks.shared.Waiting;
import java.time.Duration;
import java.util.Locale;

/**
 * pgqueue, with all settings as they are by default but those that are told.
 *
 * @param backend keeps the jobs and listens
 * @param wake how others learn of a push
 * @param keepsDone whether jobs that were done stay for a day; else they go with their end, as those of most others do
 */
public record Pgqueue(String backend, Wake wake, boolean keepsDone) implements Contender {

    /** As most use it. */
    public static Pgqueue byPgjdbc() {
        return new Pgqueue("pgjdbc", Wake.AUTO, true);
    }

    /** By the other driver, with connections of its own. */
    public static Pgqueue byPgjdbcNg() {
        return new Pgqueue("pgjdbc-ng", Wake.AUTO, true);
    }

    /**
     * The same, which tells others in another way.
     *
     * @param way the setting
     */
    public Pgqueue waking(Wake way) {
        return new Pgqueue(backend, way, keepsDone);
    }

    /** The same, whose jobs go when they are done. */
    public Pgqueue keepingNone() {
        return new Pgqueue(backend, wake, false);
    }

    @Override
    public String name() {
        String driver = backend.equals("pgjdbc") ? "" : "-" + backend;
        return "pgqueue" + driver
                + (wake == Wake.AUTO ? "" : "-wake-" + wake.name().toLowerCase(Locale.ROOT))
                + (keepsDone ? "" : "-keep-none");
    }

    @Override
    public String version() {
        return Versions.of("pgqueue") + " by " + backend + " " + Versions.of(backend);
    }

    @Override
    public String settings() {
        return "defaults, wake " + wake
                + (keepsDone ? "" : ", retention of SUCCESS zero, so that jobs are deleted when they are done")
                + (isPooled() ? "" : ", connections of its own, as many as the others' pool has");
    }

    @Override
    public void bootstrap(Arena arena) {
        try (PgQueues queues = PgQueues.create(config(arena))) {
            queues.bootstrap();
        }
    }

    @Override
    public PgqueueEntrant open(Arena arena) {
        return new PgqueueEntrant(arena, PgQueues.create(config(arena)));
    }

    @Override
    public Workers listenElsewhere(Arena arena) {
        PgQueues others = PgQueues.create(config(arena));
        others.queue("another").subscribe(job -> {});
        Waiting.untilListening(others);
        return others::close;
    }

    /** The pool's connections are of pgjdbc. */
    private boolean isPooled() {
        return backend.equals("pgjdbc");
    }

    private PgQueuesConfig config(Arena arena) {
        PgQueuesConfig.Builder builder = isPooled()
                ? PgQueuesConfig.builder(arena.pool())
                : PgQueuesConfig.builder(arena.url())
                        .maxConnections(arena.pool().getMaximumPoolSize());
        builder.backend(backend).table(arena.schema() + ".jobs").wake(wake);
        return keepsDone
                ? builder.build()
                : builder.retention(JobState.SUCCESS, Duration.ZERO).build();
    }
}
