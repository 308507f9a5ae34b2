package io.github.pgqueue.testkit.memory;

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

/** Settles and claims in one call. Guarded by its table. */
final class MemoryExchange {

    private final MemoryQueue queue;
    private final MemoryRetention retention;
    private final MemoryCall call;

    MemoryExchange(MemoryQueue queue, MemoryRetention retention, MemoryCall call) {
        this.queue = queue;
        this.retention = retention;
        this.call = call;
    }

    ExchangeResult run(Exchange exchange) {
        List<Fence> lost = new ArrayList<>();
        for (Settlement settlement : exchange.settlements()) {
            if (!settle(settlement)) {
                lost.add(settlement.fence());
            }
        }
        List<ClaimedJob> claimed = claim(exchange);
        return new ExchangeResult(claimed, lost, nextDue(exchange, claimed.size()));
    }

    private Optional<Duration> nextDue(Exchange exchange, int claimed) {
        return claimed < exchange.limit() ? queue.waiting().untilNextDue(call.now()) : Optional.empty();
    }

    /** Whether it touched anything. */
    private boolean settle(Settlement settlement) {
        Fence fence = settlement.fence();
        Optional<MemoryJob> held = queue.find(fence.id()).filter(job -> job.isHeldBy(fence));
        held.ifPresent(job -> settle(job, settlement));
        return held.isPresent();
    }

    private void settle(MemoryJob job, Settlement settlement) {
        Instant now = call.now();
        queue.change(job, call, () -> job.settle(settlement, now));
        if (retention.dropsAtOnce(job, now)) {
            queue.remove(job, call);
        }
    }

    private List<ClaimedJob> claim(Exchange exchange) {
        List<ClaimedJob> claimed = new ArrayList<>();
        while (claimed.size() < exchange.limit() && !queue.isPaused()) {
            Optional<MemoryJob> next = queue.waiting().poll(call.now());
            if (next.isEmpty()) {
                break;
            }
            claimed.add(next.get().claim(exchange, call.now()));
        }
        return claimed;
    }

    /** Claims some of these, which have just been added. */
    List<ClaimedJob> claim(Exchange exchange, List<MemoryJob> fresh) {
        return queue.isPaused()
                ? List.of()
                : queue.waiting().pollOf(fresh, exchange.limit(), call.now()).stream()
                        .map(job -> job.claim(exchange, call.now()))
                        .toList();
    }

    int takeBack(long claim) {
        List<MemoryJob> held = queue.findAll(job -> job.isHeldUnder(claim));
        held.forEach(job -> queue.change(job, call, () -> job.release(call.now())));
        return held.size();
    }
}
