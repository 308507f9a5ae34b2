package io.github.pgqueue.pgjdbc;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.jdbc.JdbcQueueStore;
import io.github.pgqueue.pgjdbc.internal.PgjdbcConnections;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;

/** Keeps jobs by pgjdbc, or by whatever driver is behind the config's data source. Thread-safe. */
public final class PgjdbcStoreProvider implements QueueStoreProvider {

    /** For {@link java.util.ServiceLoader}, and for a config that names the backend by an object. */
    public PgjdbcStoreProvider() {}

    @Override
    public String name() {
        return "pgjdbc";
    }

    @Override
    public QueueStore open(PgQueuesConfig config) {
        return config.dataSource()
                .<QueueStore>map(dataSource -> JdbcQueueStore.over(dataSource, config))
                .orElseGet(() -> JdbcQueueStore.pooling(PgjdbcConnections.forStatements(config), config));
    }
}
