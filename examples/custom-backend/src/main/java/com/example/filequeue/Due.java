package com.example.filequeue;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.UniqueKey.Conflict;
import io.github.pgqueue.spi.Settlement;
import java.time.Instant;

/** When jobs are due. */
final class Due {

    private Due() {}

    /** Rules S2.5 and S8.4: for a job that was created now, or takes over all of a second one. */
    static Instant of(NewJob job, Instant createdAt, Instant now) {
        return job.uniqueKey()
                .filter(key -> key.conflict() == Conflict.DEBOUNCE)
                .map(key -> debounced(key, createdAt, now))
                .or(job::runAt)
                .orElse(now.plus(job.delay()));
    }

    private static Instant debounced(UniqueKey key, Instant createdAt, Instant now) {
        Instant quiet = now.plus(key.quiet());
        Instant latest = createdAt.plus(key.longest());
        return quiet.isBefore(latest) ? quiet : latest;
    }

    /** Rules S4.4 and S4.7. */
    static Instant of(Settlement settlement, Instant now) {
        return settlement.dueAt().orElse(now.plus(settlement.delay()));
    }
}
