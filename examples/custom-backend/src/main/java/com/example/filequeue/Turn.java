package com.example.filequeue;

import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One exchange: settles first, so that what is given back can be claimed at once. Not thread-safe. */
final class Turn {

    private final Exchange exchange;
    private final Predicate<JobState> keptForNoTime;
    private final Draft draft;
    private final Instant now;

    Turn(Exchange exchange, Predicate<JobState> keptForNoTime, Draft draft) {
        this.exchange = exchange;
        this.keptForNoTime = keptForNoTime;
        this.draft = draft;
        this.now = draft.now();
    }

    ExchangeResult take() {
        List<Fence> lost = new ArrayList<>();
        for (Settlement settlement : exchange.settlements()) {
            held(settlement.fence())
                    .ifPresentOrElse(row -> settle(row, settlement), () -> lost.add(settlement.fence()));
        }
        List<ClaimedJob> claimed = claim();
        return new ExchangeResult(claimed, lost, claimed.size() < exchange.limit() ? untilNext() : Optional.empty());
    }

    private Optional<Row> held(Fence fence) {
        return draft.find(exchange.queueName(), fence.id())
                .filter(row -> row.status().isClaimedBy(fence));
    }

    private void settle(Row row, Settlement settlement) {
        Row settled = row.with(row.status().settled(settlement, now));
        draft.put(isKept(settled) ? settled : settled.asGone());
    }

    /** Rule S4.9. */
    private boolean isKept(Row settled) {
        return !settled.state().isFinal()
                || !keptForNoTime.test(settled.state())
                || settled.awaited()
                || settled.holdsKey(now);
    }

    private List<ClaimedJob> claim() {
        List<Row> next = draft.ofQueue(exchange.queueName())
                .filter(row -> row.isDue(now))
                .sorted(Row.TURN)
                .limit(exchange.limit())
                .map(row -> row.claimed(exchange, now))
                .toList();
        next.forEach(draft::put);
        return next.stream().map(Row::toClaimed).toList();
    }

    private Optional<Duration> untilNext() {
        return draft.ofQueue(exchange.queueName())
                .filter(row -> row.waits() && row.runAt().isAfter(now))
                .map(row -> Duration.between(now, row.runAt()))
                .min(Duration::compareTo);
    }
}
