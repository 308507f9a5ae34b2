package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import java.util.List;
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
    public List<Long> insert(String queueName, List<NewJob> jobs) {
        return inner.insert(queueName, jobs);
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        return inner.exchange(exchange);
    }

    @Override
    public int takeBack(String queueName, long claim) {
        return inner.takeBack(queueName, claim);
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
