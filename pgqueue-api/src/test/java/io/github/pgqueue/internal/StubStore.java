package io.github.pgqueue.internal;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that can nothing; tests override what they need. */
public class StubStore implements QueueStore {

    private static UnsupportedOperationException unexpected() {
        return new UnsupportedOperationException("not expected in this test");
    }

    @Override
    public void bootstrap() {
        throw unexpected();
    }

    @Override
    public String bootstrapSql() {
        return "";
    }

    @Override
    public List<Inserted> insert(String queueName, List<NewJob> jobs) {
        throw unexpected();
    }

    @Override
    public void ring(Collection<Ring> rings) {
        throw unexpected();
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        throw unexpected();
    }

    @Override
    public int takeBack(String queueName, long claim) {
        throw unexpected();
    }

    @Override
    public Beat beat(String node, Duration lease, Optional<Ring> proof) {
        throw unexpected();
    }

    @Override
    public void leave(String node) {
        throw unexpected();
    }

    @Override
    public Map<String, Integer> rescue() {
        throw unexpected();
    }

    @Override
    public CancelResult cancel(String queueName, long id) {
        throw unexpected();
    }

    @Override
    public List<Fence> cancelRequests(String node) {
        throw unexpected();
    }

    @Override
    public Awaited await(String queueName, long id) {
        throw unexpected();
    }

    @Override
    public Optional<JobInfo> find(String queueName, long id) {
        throw unexpected();
    }

    @Override
    public List<QueueStats> stats() {
        throw unexpected();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
