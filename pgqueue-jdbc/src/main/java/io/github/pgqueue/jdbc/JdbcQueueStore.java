package io.github.pgqueue.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.ConnectionPool;
import io.github.pgqueue.jdbc.internal.Operations;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * The store over any JDBC {@code DataSource} whose connections speak to PostgreSQL 14 or later.
 * Thread-safe.
 *
 * <p>A connection may come with autocommit on or off, and goes back as it came. Error messages longer
 * than 1,000,000 characters are cut, and characters that PostgreSQL cannot keep are replaced.
 */
public final class JdbcQueueStore implements QueueStore {

    private final Operations operations;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JdbcQueueStore(DataSource dataSource, TableName table, Runnable release) {
        this.operations = new Operations(dataSource, table);
        this.release = release;
    }

    /**
     * A store on the application's own connections. Does not connect yet.
     *
     * @param dataSource where connections come from; closing the store leaves it open
     * @param table the table
     * @return the store
     */
    public static JdbcQueueStore over(DataSource dataSource, TableName table) {
        return new JdbcQueueStore(dataSource, table, () -> {});
    }

    /**
     * A store with a small pool of its own. Does not connect yet.
     *
     * @param connections a driver's data source that makes a connection for each call
     * @param config the table, the number of connections and the time to connect
     * @return the store; closing it closes the pool
     */
    public static JdbcQueueStore pooling(DataSource connections, PgQueuesConfig config) {
        HikariDataSource pool = ConnectionPool.over(connections, config);
        return new JdbcQueueStore(pool, config.table(), () -> ConnectionPool.close(pool));
    }

    @Override
    public void bootstrap() {
        open().bootstrap();
    }

    @Override
    public String bootstrapSql() {
        return operations.bootstrapSql();
    }

    @Override
    public List<Long> insert(String queueName, List<NewJob> jobs) {
        return open().insert(queueName, jobs);
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        return open().exchange(exchange);
    }

    @Override
    public int takeBack(String queueName, long claim) {
        return open().takeBack(queueName, claim);
    }

    @Override
    public Optional<JobInfo> find(String queueName, long id) {
        return open().find(queueName, id);
    }

    @Override
    public List<QueueStats> stats() {
        return open().stats();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }

    private Operations open() {
        if (closed.get()) {
            throw new IllegalStateException("the store is closed");
        }
        return operations;
    }
}
