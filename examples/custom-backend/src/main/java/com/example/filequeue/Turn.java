package com.example.filequeue;

import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One exchange: settles first, so that what is given back can be claimed at once. Not thread-safe. */
final class Turn {

    private final Exchange exchange;
    private final Map<Long, Row> changed = new LinkedHashMap<>();
    private final List<Fence> lost = new ArrayList<>();
    private final List<ClaimedJob> claimed = new ArrayList<>();
    private Optional<Duration> nextDue = Optional.empty();

    private Instant now = Instant.MIN;

    Turn(Exchange exchange) {
        this.exchange = exchange;
    }

    List<Row> take(Table table, Instant time) {
        now = time;
        exchange.settlements().forEach(settlement -> settle(table, settlement));
        claim(table);
        if (claimed.size() < exchange.limit()) {
            nextDue = untilNext(table);
        }
        return List.copyOf(changed.values());
    }

    ExchangeResult result() {
        return new ExchangeResult(claimed, lost, nextDue);
    }

    private void settle(Table table, Settlement settlement) {
        Fence fence = settlement.fence();
        Optional<Row> row = table.find(exchange.queueName(), fence.id())
                .map(this::latest)
                .filter(found -> found.isClaimedBy(fence));
        row.ifPresentOrElse(found -> change(found.settled(settlement, now)), () -> lost.add(fence));
    }

    private void claim(Table table) {
        List<Row> next = table.ofQueue(exchange.queueName())
                .map(this::latest)
                .filter(row -> row.isDue(now))
                .sorted(Row.TURN)
                .limit(exchange.limit())
                .map(row -> row.claimed(exchange.claim(), now))
                .toList();
        next.forEach(this::change);
        next.stream().map(Row::toClaimed).forEach(claimed::add);
    }

    private Optional<Duration> untilNext(Table table) {
        return table.ofQueue(exchange.queueName())
                .map(this::latest)
                .filter(row -> row.waits() && row.runAt().isAfter(now))
                .map(row -> Duration.between(now, row.runAt()))
                .min(Duration::compareTo);
    }

    private void change(Row row) {
        changed.put(row.id(), row);
    }

    /** The row with what this turn has already made of it. */
    private Row latest(Row row) {
        return changed.getOrDefault(row.id(), row);
    }
}
