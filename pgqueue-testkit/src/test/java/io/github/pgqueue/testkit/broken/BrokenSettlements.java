package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Mistakes in what an end makes of a job. */
final class BrokenSettlements {

    static final List<Broken> ALL = List.of(
            of("S4.1", "the message is forgotten", BrokenSettlements::withoutMessage),
            of("S4.1", "an error ends as success", BrokenSettlements::asSuccess),
            BrokenStore.of(
                    "S4.1",
                    "only the first end of a batch is written",
                    store -> ClaimStore.asking(store, BrokenSettlements::firstOnly)),
            of("S4.4", "a retry does not count", BrokenSettlements::retryAsRelease),
            of("S4.4", "the message of a retry is forgotten", BrokenSettlements::withoutMessage),
            BrokenStore.of("S4.4", "the delay is forgotten", BrokenSettlements::withoutDelay),
            of("S4.5", "a release counts", BrokenSettlements::releaseAsRetry),
            of("S4.5", "a release puts the job off", BrokenSettlements::releaseLater));

    private BrokenSettlements() {}

    static BrokenStore of(String rule, String mistake, UnaryOperator<Settlement> change) {
        return BrokenStore.of(rule, mistake, store -> changing(store, change));
    }

    static QueueStore changing(QueueStore store, UnaryOperator<Settlement> change) {
        return ClaimStore.asking(
                store,
                exchange -> with(
                        exchange, exchange.settlements().stream().map(change).toList()));
    }

    static Exchange with(Exchange exchange, List<Settlement> settlements) {
        return new Exchange(exchange.queueName(), exchange.node(), exchange.claim(), settlements, exchange.limit());
    }

    static QueueStore withoutDelay(QueueStore store) {
        return changing(store, Ends::withoutDelay);
    }

    private static Settlement withoutMessage(Settlement end) {
        return Ends.with(end, Optional.empty());
    }

    static Settlement asSuccess(Settlement end) {
        return end.outcome() == Outcome.ERROR ? Settlement.success(end.fence()) : end;
    }

    private static Exchange firstOnly(Exchange exchange) {
        List<Settlement> all = exchange.settlements();
        return with(exchange, all.subList(0, Math.min(1, all.size())));
    }

    static Settlement retryAsRelease(Settlement end) {
        return end.outcome() == Outcome.RETRY ? Settlement.release(end.fence()) : end;
    }

    static Settlement releaseAsRetry(Settlement end) {
        return end.outcome() == Outcome.RELEASE ? Ends.again(end.fence(), Duration.ZERO) : end;
    }

    private static Settlement releaseLater(Settlement end) {
        return end.outcome() == Outcome.RELEASE ? Ends.again(end.fence(), Duration.ofHours(1)) : end;
    }
}
