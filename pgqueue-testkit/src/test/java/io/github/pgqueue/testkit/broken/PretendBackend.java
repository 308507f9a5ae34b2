package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.spi.RingSink;
import io.github.pgqueue.spi.Transactions;
import java.sql.Connection;
import java.util.List;

/** The in-memory backend as if it were in a SQL database, so that its transactions can be broken. */
class PretendBackend extends ImpatientMemory {

    private final PretendDatabase database = new PretendDatabase();
    private final Breaker breaker;

    /** Makes broken stores of sound parts. */
    interface Breaker {
        QueueStore of(QueueStore store, PretendDatabase database, Transactions transactions);
    }

    PretendBackend(Breaker breaker) {
        this.breaker = breaker;
    }

    @Override
    public Connection connect() {
        return database.connect(super.store().open(super.config().pollOnly().build()));
    }

    @Override
    public QueueStoreProvider store() {
        QueueStoreProvider memory = super.store();
        return new QueueStoreProvider() {
            @Override
            public String name() {
                return memory.name();
            }

            @Override
            public QueueStore open(PgQueuesConfig config) {
                QueueStore store = memory.open(config);
                String channel = config.table().channel();
                return breaker.of(
                        store,
                        database,
                        new PretendTransactions(store, database, ring -> send(channel, List.of(ring.format()))));
            }
        };
    }

    @Override
    public ListenerProvider listener() {
        ListenerProvider memory = super.listener();
        return new ListenerProvider() {
            @Override
            public String name() {
                return memory.name();
            }

            @Override
            public void check(PgQueuesConfig config) {
                memory.check(config);
            }

            @Override
            public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink) throws Exception {
                return memory.connect(config, channel, new Rings(sink, text -> {
                    if (!database.isQuiet()) {
                        sink.ring(text);
                    }
                }));
            }
        };
    }
}
