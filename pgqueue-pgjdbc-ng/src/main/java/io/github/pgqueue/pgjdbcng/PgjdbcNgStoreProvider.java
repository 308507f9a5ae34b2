package io.github.pgqueue.pgjdbcng;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.jdbc.JdbcQueueStore;
import io.github.pgqueue.pgjdbcng.internal.NgConnections;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;

/**
 * Keeps jobs by pgjdbc-ng, or by whatever driver is behind the config's data source. Thread-safe.
 *
 * <p>A URL may have pgjdbc's form or pgjdbc-ng's own. A statement that the server does not answer within 60
 * seconds fails, and its connection is given up; {@code socketTimeout} in the URL sets another limit.
 */
public final class PgjdbcNgStoreProvider implements QueueStoreProvider {

    /** For {@link java.util.ServiceLoader}, and for a config that names the backend by an object. */
    public PgjdbcNgStoreProvider() {}

    @Override
    public String name() {
        return "pgjdbc-ng";
    }

    @Override
    public QueueStore open(PgQueuesConfig config) {
        return config.dataSource()
                .<QueueStore>map(dataSource -> JdbcQueueStore.over(dataSource, config))
                .orElseGet(() -> JdbcQueueStore.pooling(NgConnections.forStatements(config), config));
    }
}
