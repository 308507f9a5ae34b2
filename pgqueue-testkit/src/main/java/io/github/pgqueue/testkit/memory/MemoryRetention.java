package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.PgQueuesConfig;
import java.time.Duration;
import java.time.Instant;

/**
 * How long finished jobs are kept. Immutable.
 *
 * @param config says it
 */
record MemoryRetention(PgQueuesConfig config) {

    /** Whether a job that has just been settled is not kept at all. */
    boolean dropsAtOnce(MemoryJob job, Instant now) {
        return isFree(job, now)
                && !job.isAwaited()
                && config.retention(job.state()).isZero();
    }

    boolean isOver(MemoryJob job, Instant now) {
        return isFree(job, now) && Duration.between(job.updatedAt(), now).compareTo(config.retention(job.state())) > 0;
    }

    private static boolean isFree(MemoryJob job, Instant now) {
        return job.state().isFinal() && !job.holdsKey(now);
    }
}
