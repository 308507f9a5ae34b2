package io.github.pgqueue.testkit.memory;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which job of a queue had each unique key last. Whether it still counts, the job tells: keys become free as time
 * goes by. Guarded by its table.
 */
final class MemoryKeys {

    private final Map<String, MemoryJob> last = new HashMap<>();

    Optional<MemoryJob> holder(String key, Instant now) {
        return Optional.ofNullable(last.get(key)).filter(job -> job.holdsKey(now));
    }

    /** Unless another one may have the job's key by now. */
    void take(MemoryJob job, Instant now) {
        job.hold().filter(hold -> job.holdsKey(now)).ifPresent(hold -> last.put(hold.key(), job));
    }

    /** Whether the job, if it waited again, would be the only one that holds its key. */
    boolean isFreeFor(MemoryJob job, Instant now) {
        return job.hold()
                .flatMap(hold -> holder(hold.key(), now))
                .map(holder -> holder == job)
                .orElse(true);
    }

    void forget(MemoryJob job) {
        job.hold().ifPresent(hold -> last.remove(hold.key(), job));
    }
}
