package io.github.pgqueue.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.jdbc.internal.Operations;
import io.github.pgqueue.jdbc.internal.connect.ConnectionPool;
import io.github.pgqueue.jdbc.internal.connect.KeptConnection;
import io.github.pgqueue.jdbc.internal.transaction.Permits;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Transactions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * The store over any JDBC {@code DataSource} whose connections speak to PostgreSQL 14 or later.
 * Thread-safe.
 *
 * <p>A connection may come with autocommit on or off, and goes back as it came. Characters of failures that
 * PostgreSQL cannot keep are replaced.
 *
 * <p>Inserts of few plain jobs that are made at once share a statement and its commit, where it makes no difference whose
 * thread takes a connection: in a store with a pool of its own, or over a {@code HikariDataSource}. Over others, which may
 * hand a thread the connection of its transaction, each goes alone.
 */
public final class JdbcQueueStore implements QueueStore {

    private final Operations operations;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JdbcQueueStore(Operations operations, Runnable release) {
        this.operations = operations;
        this.release = release;
    }

    /**
     * A store on the application's own connections. Does not connect yet.
     *
     * @param dataSource where connections come from; closing the store leaves it open
     * @param config the table, and how long finished jobs are kept
     * @return the store
     */
    public static JdbcQueueStore over(DataSource dataSource, PgQueuesConfig config) {
        return new JdbcQueueStore(new Operations(dataSource, config, Optional.empty(), Optional.empty()), () -> {});
    }

    /**
     * A store with a small pool of its own, and one connection more for what looks after the node. Does not connect
     * yet.
     *
     * @param connections a driver's data source that makes a connection for each call
     * @param config the table, how long finished jobs are kept, the number of connections and the time to connect
     * @return the store; closing it closes the pool
     */
    public static JdbcQueueStore pooling(DataSource connections, PgQueuesConfig config) {
        HikariDataSource pool = ConnectionPool.over(connections, config);
        KeptConnection kept = ConnectionPool.kept(connections, config);
        Operations operations = new Operations(pool, config, Optional.of(new Permits(config)), Optional.of(kept));
        return new JdbcQueueStore(operations, () -> ConnectionPool.close(pool, kept));
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
    public List<Inserted> insert(String queueName, List<NewJob> jobs) {
        return open().insert(queueName, jobs);
    }

    @Override
    public InsertedJobs insert(Exchange exchange, List<NewJob> jobs) {
        return open().insert(exchange, jobs);
    }

    @Override
    public InsertedJobs insertAndRing(String queueName, List<NewJob> jobs) {
        return open().insertAndRing(queueName, jobs);
    }

    @Override
    public void ring(Collection<Ring> rings) {
        open().ring(rings);
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        return open().exchange(exchange);
    }

    @Override
    public Optional<HeldJobs> hold(Exchange exchange) {
        return open().hold(exchange);
    }

    @Override
    public Optional<Map<String, Duration>> waiting(Collection<String> queueNames) {
        return Optional.of(open().waiting(queueNames));
    }

    @Override
    public int takeBack(String queueName, long claim) {
        return open().takeBack(queueName, claim);
    }

    @Override
    public Beat beat(String node, Duration lease, Optional<Ring> proof) {
        return open().beat(node, lease, proof);
    }

    @Override
    public void leave(String node) {
        open().leave(node);
    }

    @Override
    public Map<String, Integer> rescue() {
        return open().rescue();
    }

    @Override
    public CancelResult cancel(String queueName, long id) {
        return open().cancel(queueName, id);
    }

    @Override
    public List<Fence> cancelRequests(String node) {
        return open().cancelRequests(node);
    }

    @Override
    public Awaited await(String queueName, long id) {
        return open().await(queueName, id);
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
    public Optional<JobAdmin> admin() {
        return Optional.of(open().admin());
    }

    @Override
    public Optional<Transactions> transactions() {
        return Optional.of(open().transactions());
    }

    @Override
    public String rolesSql(String producer, String worker, String operator) {
        return open().rolesSql(producer, worker, operator);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            operations.close();
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
