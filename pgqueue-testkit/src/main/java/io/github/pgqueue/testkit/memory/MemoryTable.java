package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Settlement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** One table: its queues, its numbers and its clock. Thread-safe; a call is a transaction. */
final class MemoryTable {

    private final Map<String, MemoryQueue> queues = new TreeMap<>();
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();
    private long lastId;
    private Instant lastNow = Instant.EPOCH;

    synchronized List<Long> insert(String queueName, List<NewJob> jobs) {
        Instant now = now();
        List<Long> ids = new ArrayList<>();
        for (NewJob job : jobs) {
            ids.add(++lastId);
            queue(queueName).add(new MemoryJob(lastId, queueName, job, now));
        }
        return ids;
    }

    synchronized MemoryAnswer exchange(Exchange exchange) {
        MemoryQueue queue = queue(exchange.queueName());
        Instant now = now();
        List<Fence> lost = new ArrayList<>();
        List<Ring> rings = new ArrayList<>();
        for (Settlement settlement : exchange.settlements()) {
            if (!queue.settle(settlement, now)) {
                lost.add(settlement.fence());
            } else if (isToRunAgain(settlement)) {
                rings.add(ringFor(exchange.queueName(), settlement, now));
            }
        }
        List<ClaimedJob> claimed = queue.claim(exchange, now);
        boolean all = claimed.size() == exchange.limit();
        return new MemoryAnswer(
                new ExchangeResult(claimed, lost, all ? Optional.empty() : queue.untilNextDue(now)), rings);
    }

    private static boolean isToRunAgain(Settlement settlement) {
        return settlement.outcome() == Outcome.RETRY || settlement.outcome() == Outcome.RELEASE;
    }

    private static Ring ringFor(String queueName, Settlement settlement, Instant now) {
        Optional<Instant> due =
                settlement.delay().isZero() ? Optional.empty() : Optional.of(now.plus(settlement.delay()));
        return new Ring(queueName, OptionalLong.of(settlement.fence().id()), due);
    }

    synchronized int takeBack(String queueName, long claim) {
        return queue(queueName).takeBack(claim, now());
    }

    synchronized Optional<JobInfo> find(String queueName, long id) {
        return queue(queueName).find(id);
    }

    synchronized List<QueueStats> stats() {
        Instant now = now();
        List<QueueStats> all = new ArrayList<>();
        queues.forEach((name, queue) -> all.addAll(queue.stats(name, now)));
        return all;
    }

    private MemoryQueue queue(String name) {
        return queues.computeIfAbsent(name, unused -> new MemoryQueue());
    }

    /**
     * In microseconds, as PostgreSQL counts, and never the same twice: what comes later is due later. It
     * goes on evenly when the machine's clock is set.
     */
    private Instant now() {
        Instant now = started.plusNanos(System.nanoTime() - startedNanos).truncatedTo(ChronoUnit.MICROS);
        lastNow = now.isAfter(lastNow) ? now : lastNow.plus(1, ChronoUnit.MICROS);
        return lastNow;
    }
}
