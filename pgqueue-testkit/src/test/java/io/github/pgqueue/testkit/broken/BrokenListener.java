package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.RingSink;
import io.github.pgqueue.testkit.contract.ContractBackend;

/**
 * A backend whose listener breaks a rule.
 *
 * @param rule the rule's number
 * @param mistake what it does wrong
 * @param breaker connects in the broken way
 */
record BrokenListener(String rule, String mistake, Breaker breaker) implements Broken {

    /** How a broken listener connects. */
    interface Breaker {
        ListenerConnection connect(ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink)
                throws Exception;
    }

    @Override
    public ContractBackend newBackend() {
        return new ImpatientMemory() {
            @Override
            public ListenerProvider listener() {
                ListenerProvider sound = super.listener();
                return new ListenerProvider() {
                    @Override
                    public String name() {
                        return sound.name();
                    }

                    @Override
                    public void check(PgQueuesConfig config) {
                        sound.check(config);
                    }

                    @Override
                    public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink)
                            throws Exception {
                        return breaker.connect(sound, config, channel, sink);
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
