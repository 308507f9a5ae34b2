package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Mistakes in cancelling. */
final class BrokenCancels {

    static final List<Broken> ALL = List.of(
            BrokenStore.of("S10.1", "a job that waits goes on waiting", store -> new Deaf(store, JobState.NEW)),
            BrokenStore.of("S10.1", "a job that runs is not asked", store -> new Deaf(store, JobState.RUNNING)),
            BrokenStore.of("S10.1", "it is never too late", Late::new),
            BrokenStore.of("S10.2", "a cancelled job that failed waits again", Again::new),
            new BrokenStore("S10.3", "each node is told the requests of all", BrokenCancels::toAll),
            BrokenStore.of("S10.3", "the first claim is told", FirstClaim::new));

    private BrokenCancels() {}

    private static UnaryOperator<QueueStore> toAll() {
        Set<String> nodes = ConcurrentHashMap.newKeySet();
        return store -> new ForwardingStore(store) {
            @Override
            public ExchangeResult exchange(Exchange exchange) {
                nodes.add(exchange.node());
                return inner.exchange(exchange);
            }

            @Override
            public List<Fence> cancelRequests(String node) {
                return nodes.stream()
                        .flatMap(one -> inner.cancelRequests(one).stream())
                        .toList();
            }
        };
    }

    /** Answers as if it had done it. */
    static final class Deaf extends ForwardingStore {
        private final JobState state;

        Deaf(QueueStore inner, JobState state) {
            super(inner);
            this.state = state;
        }

        @Override
        public CancelResult cancel(String queueName, long id) {
            Optional<JobState> found = find(queueName, id).map(job -> job.state());
            if (found.equals(Optional.of(state))) {
                return state == JobState.NEW ? CancelResult.CANCELLED : CancelResult.REQUESTED;
            }
            return super.cancel(queueName, id);
        }
    }

    private static final class Late extends ForwardingStore {
        Late(QueueStore inner) {
            super(inner);
        }

        @Override
        public CancelResult cancel(String queueName, long id) {
            CancelResult result = super.cancel(queueName, id);
            return result == CancelResult.TOO_LATE ? CancelResult.CANCELLED : result;
        }
    }

    private static final class Again extends ForwardingStore {
        Again(QueueStore inner) {
            super(inner);
        }

        @Override
        public ExchangeResult exchange(Exchange exchange) {
            ExchangeResult result = super.exchange(exchange);
            exchange.settlements().stream()
                    .filter(end -> end.outcome() == Outcome.RETRY)
                    .map(Settlement::fence)
                    .forEach(fence -> inner.admin().orElseThrow().retry(exchange.queueName(), fence.id()));
            return result;
        }
    }

    private static final class FirstClaim extends ForwardingStore {
        FirstClaim(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Fence> cancelRequests(String node) {
            return super.cancelRequests(node).stream()
                    .map(fence -> new Fence(fence.id(), 1, fence.claim()))
                    .toList();
        }
    }
}
