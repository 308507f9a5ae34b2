package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.UniqueKey.Conflict;
import io.github.pgqueue.spi.Settlement;
import java.time.Instant;

/** When jobs are due. */
final class MemoryDue {

    private MemoryDue() {}

    /** A job that was created now, or earlier if it takes over all of a second one. */
    static Instant of(NewJob job, Instant createdAt, Instant now) {
        return job.uniqueKey()
                .filter(key -> key.conflict() == Conflict.DEBOUNCE)
                .map(key -> debounced(key, createdAt, now))
                .orElseGet(() -> job.runAt().map(MemoryClock::exact).orElse(MemoryClock.after(now, job.delay())));
    }

    private static Instant debounced(UniqueKey key, Instant createdAt, Instant now) {
        Instant quiet = MemoryClock.after(now, key.quiet());
        Instant latest = MemoryClock.after(createdAt, key.longest());
        return quiet.isBefore(latest) ? quiet : latest;
    }

    /** A job that is to run again. */
    static Instant of(Settlement end, Instant now) {
        return end.dueAt().map(MemoryClock::exact).orElse(MemoryClock.after(now, end.delay()));
    }
}
