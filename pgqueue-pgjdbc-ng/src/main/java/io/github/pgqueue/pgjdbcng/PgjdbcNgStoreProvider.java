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
 *
 * <p>Types that are made after the process has first connected, such as an application's own enums, are read by the
 * driver when a statement first has one. All its connections to that database wait meanwhile; should a network lose the
 * answer, for the minute after which the driver gives up. No statement of pgqueue has such a type; those of a handler
 * on the queue's connection may, and can cast what they compare to {@code text}.
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
