package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.testkit.contract.ContractBackend;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A backend whose stores break a rule.
 *
 * @param rule the rule's number
 * @param mistake what it does wrong
 * @param breaker called once for each backend, so that its stores can share what they know; its result
 *     is called for each store
 */
record BrokenStore(String rule, String mistake, Supplier<UnaryOperator<QueueStore>> breaker) implements Broken {

    /** For a mistake that a store makes on its own. */
    static BrokenStore of(String rule, String mistake, UnaryOperator<QueueStore> breaker) {
        return new BrokenStore(rule, mistake, () -> breaker);
    }

    @Override
    public ContractBackend newBackend() {
        UnaryOperator<QueueStore> broken = breaker.get();
        return new ImpatientMemory() {
            @Override
            public QueueStoreProvider store() {
                QueueStoreProvider sound = super.store();
                return new QueueStoreProvider() {
                    @Override
                    public String name() {
                        return sound.name();
                    }

                    @Override
                    public QueueStore open(PgQueuesConfig config) {
                        return broken.apply(sound.open(config));
                    }
                };
            }
        };
    }

    @Override
    public String toString() {
        return rule + ": " + mistake;
    }
}
