package io.github.pgqueue.testkit.broken;

import static io.github.pgqueue.testkit.broken.ForwardingAdmin.broken;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Mistakes in pausing, pruning and duties. */
final class BrokenUpkeep {

    static final List<Broken> ALL = List.of(
            broken("S12.5", "a pause is forgotten", Restless::new),
            broken("S12.5", "nobody is told what is paused", Secret::new),
            BrokenStore.of("S12.5", "settling pauses too", Frozen::new),
            broken("S12.6", "nothing is deleted", admin -> new Limited(admin, 0)),
            broken("S12.6", "the limit is not heeded", admin -> new Limited(admin, Integer.MAX_VALUE)),
            BrokenStore.of("S12.6", "all that is finished is deleted", BrokenUpkeep::eager),
            broken("S12.8", "everybody gets a duty", admin -> new Duties(admin, true)),
            broken("S12.8", "a duty never ends", admin -> new Duties(admin, false)));

    private BrokenUpkeep() {}

    private static QueueStore eager(QueueStore store) {
        return ForwardingAdmin.on(store, admin -> new Eager(admin, store));
    }

    static final class Restless extends ForwardingAdmin {
        Restless(JobAdmin inner) {
            super(inner);
        }

        @Override
        public void pause(String queueName, boolean paused) {
            // Forgotten.
        }
    }

    private static final class Secret extends ForwardingAdmin {
        Secret(JobAdmin inner) {
            super(inner);
        }

        @Override
        public Set<String> paused() {
            return Set.of();
        }
    }

    private static final class Frozen extends ForwardingStore {
        Frozen(QueueStore inner) {
            super(inner);
        }

        @Override
        public ExchangeResult exchange(Exchange exchange) {
            boolean paused = admin().orElseThrow().paused().contains(exchange.queueName());
            return paused ? new ExchangeResult(List.of(), List.of(), Optional.empty()) : super.exchange(exchange);
        }
    }

    static final class Limited extends ForwardingAdmin {
        private final int most;

        Limited(JobAdmin inner, int most) {
            super(inner);
            this.most = most;
        }

        @Override
        public int prune(int limit) {
            return super.prune(most);
        }
    }

    private static final class Eager extends ForwardingAdmin {
        private final QueueStore store;

        Eager(JobAdmin inner, QueueStore store) {
            super(inner);
            this.store = store;
        }

        @Override
        public int prune(int limit) {
            return store.stats().stream()
                    .filter(entry -> entry.state().isFinal())
                    .mapToInt(this::discardAll)
                    .sum();
        }

        private int discardAll(QueueStats entry) {
            JobFilter all = JobFilter.in(entry.state());
            return (int) apply(entry.queueName(), BulkAction.DISCARD, all, OptionalLong.empty())
                    .touched();
        }
    }

    private static final class Duties extends ForwardingAdmin {
        private final boolean forAll;

        Duties(JobAdmin inner, boolean forAll) {
            super(inner);
            this.forAll = forAll;
        }

        @Override
        public boolean takeDuty(String duty, String node, Duration time) {
            return super.takeDuty(duty, node, Duration.ofDays(1)) || forAll;
        }
    }
}
