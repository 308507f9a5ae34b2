package io.github.pgqueue.benchmarks.contender;

import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** JobRunr, the free edition. */
public final class JobRunr implements Contender {

    @Override
    public String name() {
        return "jobrunr";
    }

    @Override
    public String version() {
        return Versions.of("jobrunr");
    }

    @Override
    public String settings() {
        return "a worker thread each, polling every 5 s, the least that it allows; it claims again by itself while there"
                + " is more; JSON by Jackson 3; many at once by enqueue(Stream)";
    }

    @Override
    public void bootstrap(Arena arena) {
        new PostgresStorageProvider(arena.pool(), DatabaseOptions.CREATE).close();
    }

    @Override
    public Entrant open(Arena arena) {
        return new JobRunrEntrant(arena);
    }
}
