package io.github.pgqueue.testkit.internal.probe;

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

/** A store whose calls go through a probe. */
record ProbedStore(QueueStore inner, StoreProbe probe) implements QueueStore {

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        return probe.exchange(exchange, inner);
    }

    @Override
    public Optional<HeldJobs> hold(Exchange exchange) {
        return probe.call(Call.HOLD, () -> inner.hold(exchange));
    }

    @Override
    public void bootstrap() {
        probe.run(Call.BOOTSTRAP, inner::bootstrap);
    }

    @Override
    public String bootstrapSql() {
        return inner.bootstrapSql();
    }

    @Override
    public List<Inserted> insert(String queueName, List<NewJob> jobs) {
        return probe.call(Call.INSERT, () -> inner.insert(queueName, jobs));
    }

    @Override
    public InsertedJobs insert(Exchange exchange, List<NewJob> jobs) {
        return probe.insert(exchange, jobs, inner);
    }

    @Override
    public void ring(Collection<Ring> rings) {
        probe.run(Call.RING, () -> inner.ring(rings));
    }

    @Override
    public Optional<Map<String, Duration>> waiting(Collection<String> queueNames) {
        return probe.call(Call.WAITING, () -> inner.waiting(queueNames));
    }

    @Override
    public int takeBack(String queueName, long claim) {
        return probe.call(Call.TAKE_BACK, () -> inner.takeBack(queueName, claim));
    }

    @Override
    public Beat beat(String node, Duration lease, Optional<Ring> proof) {
        return probe.call(Call.BEAT, () -> inner.beat(node, lease, proof));
    }

    @Override
    public void leave(String node) {
        probe.run(Call.LEAVE, () -> inner.leave(node));
    }

    @Override
    public Map<String, Integer> rescue() {
        return probe.call(Call.RESCUE, inner::rescue);
    }

    @Override
    public CancelResult cancel(String queueName, long id) {
        return probe.call(Call.CANCEL, () -> inner.cancel(queueName, id));
    }

    @Override
    public List<Fence> cancelRequests(String node) {
        return probe.call(Call.CANCEL_REQUESTS, () -> inner.cancelRequests(node));
    }

    @Override
    public Awaited await(String queueName, long id) {
        return probe.call(Call.AWAIT, () -> inner.await(queueName, id));
    }

    @Override
    public Optional<JobAdmin> admin() {
        return inner.admin().map(admin -> new ProbedAdmin(admin, probe));
    }

    @Override
    public Optional<Transactions> transactions() {
        return inner.transactions().map(transactions -> new ProbedTransactions(transactions, probe));
    }

    @Override
    public String rolesSql(String producer, String worker, String operator) {
        return inner.rolesSql(producer, worker, operator);
    }

    @Override
    public Optional<JobInfo> find(String queueName, long id) {
        return probe.call(Call.LOOK, () -> inner.find(queueName, id));
    }

    @Override
    public List<QueueStats> stats() {
        return probe.call(Call.LOOK, inner::stats);
    }

    @Override
    public void close() {
        inner.close();
    }
}
