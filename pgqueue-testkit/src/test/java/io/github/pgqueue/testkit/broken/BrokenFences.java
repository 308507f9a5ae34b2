package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Mistakes in what comes too late, and in what is given back. */
final class BrokenFences {

    static final List<Broken> ALL = List.of(
            new BrokenStore("S4.2", "the fence is ignored", () -> lenient((sent, current) -> true)),
            new BrokenStore(
                    "S4.2", "the attempt is ignored", () -> lenient((sent, now) -> sent.claim() == now.claim())),
            BrokenStore.of(
                    "S4.2",
                    "what was lost is not told",
                    store -> ClaimStore.answering(
                            store,
                            (exchange, result) -> new ExchangeResult(result.claimed(), List.of(), result.nextDue()))),
            new BrokenStore(
                    "S4.3",
                    "a fence has no claim number",
                    () -> lenient((sent, current) -> sent.attempt() == current.attempt())),
            BrokenStore.of(
                    "S4.6",
                    "one that is lost makes the exchange fail",
                    store -> ClaimStore.answering(store, (exchange, result) -> strict(result))),
            BrokenStore.of("S4.6", "one that is lost hinders the claim", NoClaimWhenLost::new),
            BrokenStore.of("S5.1", "nothing is given back", NothingBack::new),
            new BrokenStore("S5.1", "all that runs is given back", BrokenFences::allBack),
            new BrokenStore("S5.1", "what is given back counts as an attempt", BrokenFences::counting));

    private BrokenFences() {}

    /** Takes the fence of the current claim where the one that was sent seems good enough. */
    static UnaryOperator<QueueStore> lenient(BiPredicate<Fence, Fence> isGoodEnough) {
        Map<Long, Fence> current = new ConcurrentHashMap<>();
        return store -> BrokenSettlements.changing(remembering(store, current), end -> {
            Fence now = current.getOrDefault(end.fence().id(), end.fence());
            return isGoodEnough.test(end.fence(), now) ? Ends.with(end, now) : end;
        });
    }

    private static QueueStore remembering(QueueStore store, Map<Long, Fence> current) {
        return ClaimStore.claiming(store, jobs -> {
            jobs.forEach(job -> current.put(job.id(), job.fence()));
            return jobs;
        });
    }

    private static ExchangeResult strict(ExchangeResult result) {
        if (!result.lost().isEmpty()) {
            throw new StoreException("expected one row, but there was none", null);
        }
        return result;
    }

    static UnaryOperator<QueueStore> allBack() {
        Map<Long, Fence> current = new ConcurrentHashMap<>();
        return store -> new GivingBack(remembering(store, current), current, Settlement::release, true);
    }

    private static UnaryOperator<QueueStore> counting() {
        Map<Long, Fence> current = new ConcurrentHashMap<>();
        return store -> new GivingBack(
                remembering(store, current),
                current,
                fence -> Settlement.retry(fence, Failure.of("test", "lost"), Duration.ZERO),
                false);
    }

    private static final class NoClaimWhenLost extends ForwardingStore {
        NoClaimWhenLost(QueueStore inner) {
            super(inner);
        }

        @Override
        public ExchangeResult exchange(Exchange exchange) {
            ExchangeResult ends = super.exchange(ClaimStore.withLimit(exchange, 0));
            return ends.lost().isEmpty() ? super.exchange(BrokenSettlements.with(exchange, List.of())) : ends;
        }
    }

    static final class NothingBack extends ForwardingStore {
        NothingBack(QueueStore inner) {
            super(inner);
        }

        @Override
        public int takeBack(String queueName, long claim) {
            return 0;
        }
    }

    private static final class GivingBack extends ForwardingStore {
        private final Map<Long, Fence> current;
        private final Function<Fence, Settlement> end;
        private final boolean all;

        GivingBack(QueueStore inner, Map<Long, Fence> current, Function<Fence, Settlement> end, boolean all) {
            super(inner);
            this.current = current;
            this.end = end;
            this.all = all;
        }

        @Override
        public int takeBack(String queueName, long claim) {
            List<Settlement> ends = current.values().stream()
                    .filter(fence -> all || fence.claim() == claim)
                    .map(end)
                    .toList();
            ExchangeResult result = super.exchange(new Exchange(queueName, "broken", claim, ends, 0));
            return ends.size() - result.lost().size();
        }
    }
}
