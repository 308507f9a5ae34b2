package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.Transactions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that does what another one does, but for what a subclass breaks. */
class ForwardingStore implements QueueStore {

    final QueueStore inner;

    ForwardingStore(QueueStore inner) {
        this.inner = inner;
    }

    @Override
    public void bootstrap() {
        inner.bootstrap();
    }

    @Override
    public String bootstrapSql() {
        return inner.bootstrapSql();
    }

    @Override
    public List<Inserted> insert(String queueName, List<NewJob> jobs) {
        return inner.insert(queueName, jobs);
    }

    @Override
    public void ring(Collection<Ring> rings) {
        inner.ring(rings);
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        return inner.exchange(exchange);
    }

    @Override
    public Optional<HeldJobs> hold(Exchange exchange) {
        return inner.hold(exchange);
    }

    @Override
    public Optional<Map<String, Duration>> waiting(Collection<String> queueNames) {
        return inner.waiting(queueNames);
    }

    @Override
    public int takeBack(String queueName, long claim) {
        return inner.takeBack(queueName, claim);
    }

    @Override
    public Beat beat(String node, Duration lease, Optional<Ring> proof) {
        return inner.beat(node, lease, proof);
    }

    @Override
    public void leave(String node) {
        inner.leave(node);
    }

    @Override
    public Map<String, Integer> rescue() {
        return inner.rescue();
    }

    @Override
    public CancelResult cancel(String queueName, long id) {
        return inner.cancel(queueName, id);
    }

    @Override
    public List<Fence> cancelRequests(String node) {
        return inner.cancelRequests(node);
    }

    @Override
    public Awaited await(String queueName, long id) {
        return inner.await(queueName, id);
    }

    @Override
    public Optional<JobAdmin> admin() {
        return inner.admin();
    }

    @Override
    public Optional<Transactions> transactions() {
        return inner.transactions();
    }

    @Override
    public String rolesSql(String producer, String worker, String operator) {
        return inner.rolesSql(producer, worker, operator);
    }

    @Override
    public Optional<JobInfo> find(String queueName, long id) {
        return inner.find(queueName, id);
    }

    @Override
    public List<QueueStats> stats() {
        return inner.stats();
    }

    @Override
    public void close() {
        inner.close();
    }
}
