package io.github.pgqueue.testkit.broken;

import java.util.List;
import java.util.Optional;

/** What mistakes of a backend do to delivery, as far as the engine cannot make up for them. */
final class BrokenDeliveries {

    static final List<Broken> ALL = List.of(
            new BrokenStore("D1.1", "a job is committed with the next one only", BrokenInserts::committingLate),
            BrokenListeners.sink("D1.3", "no ring is passed on", sink -> new Rings(sink, text -> {})),
            BrokenStore.of(
                    "D1.4",
                    "payloads go through a text",
                    store -> new BrokenInserts.OtherPayloads(store, BrokenInserts::throughText)),
            BrokenStore.of(
                    "D2.3",
                    "the next due time is not told",
                    store -> ClaimStore.answering(
                            store, (exchange, result) -> BrokenClaims.withNextDue(result, Optional.empty()))),
            BrokenStore.of(
                    "D2.4",
                    "one more is claimed than was asked for",
                    store ->
                            ClaimStore.asking(store, exchange -> ClaimStore.withLimit(exchange, exchange.limit() + 1))),
            new BrokenStore("D2.5", "some jobs are lost", BrokenClaims::losing),
            BrokenStore.of("D2.6", "priorities are forgotten", BrokenClaims.NoPriorities::new),
            new BrokenListener("D2.8", "a loss is not told", BrokenListeners::silent),
            BrokenStore.of("D3.1", "a claimed job stays new", BrokenClaims.StaysNew::new),
            BrokenSettlements.of("D3.3", "an error ends as success", BrokenSettlements::asSuccess),
            BrokenStore.of("D3.6", "nothing is given back", BrokenFences.NothingBack::new),
            BrokenSettlements.of("D4.2", "a release counts", BrokenSettlements::releaseAsRetry),
            BrokenSettlements.of("D4.3", "a retry does not count", BrokenSettlements::retryAsRelease),
            new BrokenListener("D5.4", "closing does nothing", BrokenListeners::stillOpen));

    private BrokenDeliveries() {}
}
