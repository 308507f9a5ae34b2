package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The jobs of one queue. A job that is {@code NEW} is in one of two sets, so that neither a claim nor
 * the next due time has to look through all. Guarded by its table.
 */
final class MemoryQueue {

    private static final Comparator<MemoryJob> BY_DUE =
            Comparator.comparing(MemoryJob::runAt).thenComparing(MemoryJob::id);
    private static final Comparator<MemoryJob> TO_RUN =
            Comparator.comparing(MemoryJob::priority).thenComparing(BY_DUE);

    private final Map<Long, MemoryJob> jobs = new HashMap<>();
    private final TreeSet<MemoryJob> later = new TreeSet<>(BY_DUE);
    private final TreeSet<MemoryJob> ready = new TreeSet<>(TO_RUN);

    void add(MemoryJob job) {
        jobs.put(job.id(), job);
        later.add(job);
    }

    List<ClaimedJob> claim(Exchange exchange, Instant now) {
        makeReady(now);
        List<ClaimedJob> claimed = new ArrayList<>();
        while (claimed.size() < exchange.limit() && !ready.isEmpty()) {
            claimed.add(ready.pollFirst().claim(exchange.claim(), now));
        }
        return claimed;
    }

    private void makeReady(Instant now) {
        while (!later.isEmpty() && !later.first().runAt().isAfter(now)) {
            ready.add(later.pollFirst());
        }
    }

    Optional<Duration> untilNextDue(Instant now) {
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.between(now, later.first().runAt()));
    }

    /** Whether it touched anything. */
    boolean settle(Settlement settlement, Instant now) {
        MemoryJob job = jobs.get(settlement.fence().id());
        if (job == null || !job.isHeldBy(settlement.fence())) {
            return false;
        }
        switch (settlement.outcome()) {
            case SUCCESS -> job.end(JobState.SUCCESS, settlement.error(), now);
            case ERROR -> job.end(JobState.ERROR, settlement.error(), now);
            case RETRY -> job.retry(settlement.error(), now.plus(settlement.delay()), now);
            case RELEASE -> job.release(now);
        }
        if (job.state() == JobState.NEW) {
            later.add(job);
        }
        return true;
    }

    int takeBack(long claim, Instant now) {
        List<MemoryJob> held =
                jobs.values().stream().filter(job -> job.isHeldBy(claim)).toList();
        for (MemoryJob job : held) {
            job.release(now);
            later.add(job);
        }
        return held.size();
    }

    Optional<JobInfo> find(long id) {
        return Optional.ofNullable(jobs.get(id)).map(MemoryJob::info);
    }

    List<QueueStats> stats(String name, Instant now) {
        Map<JobState, Long> counts = jobs.values().stream()
                .collect(Collectors.groupingBy(
                        MemoryJob::state, () -> new EnumMap<>(JobState.class), Collectors.counting()));
        List<QueueStats> all = new ArrayList<>();
        counts.forEach((state, count) ->
                all.add(new QueueStats(name, state, count, state == JobState.NEW ? oldestDue(now) : Optional.empty())));
        return all;
    }

    private Optional<Duration> oldestDue(Instant now) {
        makeReady(now);
        return ready.stream()
                .map(MemoryJob::runAt)
                .min(Comparator.naturalOrder())
                .map(due -> Duration.between(due, now));
    }
}
