package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.testkit.contract.ContractBackend;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A backend on whose way answers are lost, and waited for too long.
 *
 * @param rule the rule's number
 */
record LosingAnswers(String rule) implements Broken {

    static final List<Broken> ALL = List.of(new LosingAnswers("S16.1"), new LosingAnswers("D7.6"));

    @Override
    public String mistake() {
        return "an answer that is lost is waited for longer than a lease";
    }

    @Override
    public ContractBackend newBackend() {
        return new Backend();
    }

    @Override
    public String toString() {
        return rule + ": " + mistake();
    }

    private static final class Backend extends ImpatientMemory implements ContractBackend.LossyWay {

        private volatile boolean losing;

        @Override
        public LossyWay lossyWay() {
            return this;
        }

        @Override
        public void lose() {
            losing = true;
        }

        @Override
        public void mend() {
            losing = false;
        }

        @Override
        public QueueStoreProvider store() {
            return BrokenStore.breaking(
                    super.store(),
                    (store, config) -> new Waiting(store, this, config.lease().plusSeconds(1)));
        }
    }

    private static final class Waiting extends ForwardingStore {

        private final Backend backend;
        private final Duration patience;

        Waiting(QueueStore inner, Backend backend, Duration patience) {
            super(inner);
            this.backend = backend;
            this.patience = patience;
        }

        private <T> T answered(Supplier<T> asked) {
            boolean lost = backend.losing;
            T answer = asked.get();
            if (lost) {
                awaitInVain();
            }
            return answer;
        }

        private void awaitInVain() {
            try {
                new CountDownLatch(1).await(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new StoreException("the answer was lost", null);
        }

        @Override
        public ExchangeResult exchange(Exchange exchange) {
            return answered(() -> super.exchange(exchange));
        }

        @Override
        public int takeBack(String queueName, long claim) {
            return answered(() -> super.takeBack(queueName, claim));
        }

        @Override
        public Optional<Map<String, Duration>> waiting(Collection<String> queueNames) {
            return answered(() -> super.waiting(queueNames));
        }

        @Override
        public List<Fence> cancelRequests(String node) {
            return answered(() -> super.cancelRequests(node));
        }

        @Override
        public void ring(Collection<Ring> rings) {
            answered(() -> {
                super.ring(rings);
                return rings;
            });
        }

        @Override
        public Beat beat(String node, Duration lease, Optional<Ring> proof) {
            return answered(() -> super.beat(node, lease, proof));
        }
    }
}
