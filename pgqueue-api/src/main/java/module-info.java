/**
 * pgqueue: a job queue in PostgreSQL.
 *
 * <p>Applications use {@code io.github.pgqueue}; who writes a backend implements the two services
 * of {@code io.github.pgqueue.spi}.
 */
module io.github.pgqueue {
    requires transitive java.sql;
    requires static org.jspecify;

    exports io.github.pgqueue;
    exports io.github.pgqueue.spi;

    uses io.github.pgqueue.spi.QueueStoreProvider;
    uses io.github.pgqueue.spi.ListenerProvider;
}
