package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.testkit.contract.ContractBackend;
import java.util.function.BiFunction;
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
                return breaking(super.store(), (store, config) -> broken.apply(store));
            }
        };
    }

    /** A provider whose stores are wrapped. */
    static QueueStoreProvider breaking(
            QueueStoreProvider sound, BiFunction<QueueStore, PgQueuesConfig, QueueStore> breaker) {
        return new QueueStoreProvider() {
            @Override
            public String name() {
                return sound.name();
            }

            @Override
            public QueueStore open(PgQueuesConfig config) {
                return breaker.apply(sound.open(config), config);
            }
        };
    }

    @Override
    public String toString() {
        return rule + ": " + mistake;
    }
}
