package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The jobs of a queue that are {@code NEW}. Each is in one of two sets, so that neither a claim nor the next due
 * time has to look through all. Guarded by its table.
 */
final class MemoryWaiting {

    private static final Comparator<MemoryJob> BY_DUE =
            Comparator.comparing(MemoryJob::runAt).thenComparing(MemoryJob::id);
    private static final Comparator<MemoryJob> TO_RUN =
            Comparator.comparing(MemoryJob::priority).thenComparing(BY_DUE);

    private final TreeSet<MemoryJob> later = new TreeSet<>(BY_DUE);
    private final TreeSet<MemoryJob> ready = new TreeSet<>(TO_RUN);

    void add(MemoryJob job) {
        later.add(job);
    }

    /** Before anything of the job changes, as the sets are in its order. */
    void remove(MemoryJob job) {
        if (job.state() == JobState.NEW) {
            later.remove(job);
            ready.remove(job);
        }
    }

    /** Takes the one that is to run next. */
    Optional<MemoryJob> poll(Instant now) {
        makeReady(now);
        return Optional.ofNullable(ready.pollFirst());
    }

    /** Takes those of these that are to run first; none if there are others to run. */
    List<MemoryJob> pollOf(Collection<MemoryJob> jobs, int limit, Instant now) {
        makeReady(now);
        if (!jobs.containsAll(ready)) {
            return List.of();
        }
        List<MemoryJob> first = jobs.stream()
                .filter(ready::contains)
                .sorted(TO_RUN)
                .limit(limit)
                .toList();
        first.forEach(ready::remove);
        return first;
    }

    Optional<Duration> untilNextDue(Instant now) {
        makeReady(now);
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.between(now, later.first().runAt()));
    }

    /** Zero if one is due now. */
    Optional<Duration> untilDue(Instant now) {
        makeReady(now);
        return ready.isEmpty() ? untilNextDue(now) : Optional.of(Duration.ZERO);
    }

    /** For how long the one that waits longest has been due. */
    Optional<Duration> oldestDue(Instant now) {
        makeReady(now);
        return ready.stream()
                .map(MemoryJob::runAt)
                .min(Comparator.naturalOrder())
                .map(due -> Duration.between(due, now));
    }

    private void makeReady(Instant now) {
        while (!later.isEmpty() && !later.first().runAt().isAfter(now)) {
            ready.add(later.pollFirst());
        }
    }
}
