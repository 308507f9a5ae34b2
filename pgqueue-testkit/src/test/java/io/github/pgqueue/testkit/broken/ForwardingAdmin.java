package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An ability that does what another one does, but for what a subclass breaks. */
class ForwardingAdmin implements JobAdmin {

    final JobAdmin inner;

    ForwardingAdmin(JobAdmin inner) {
        this.inner = inner;
    }

    /** A backend whose stores have a broken ability. */
    static BrokenStore broken(String rule, String mistake, UnaryOperator<JobAdmin> breaker) {
        return BrokenStore.of(rule, mistake, store -> on(store, breaker));
    }

    static QueueStore on(QueueStore store, UnaryOperator<JobAdmin> breaker) {
        return new ForwardingStore(store) {
            @Override
            public Optional<JobAdmin> admin() {
                return inner.admin().map(breaker);
            }
        };
    }

    @Override
    public boolean retry(String queueName, long id) {
        return inner.retry(queueName, id);
    }

    @Override
    public boolean discard(String queueName, long id) {
        return inner.discard(queueName, id);
    }

    @Override
    public JobPage list(String queueName, JobFilter filter, int limit, Optional<String> from) {
        return inner.list(queueName, filter, limit, from);
    }

    @Override
    public long preview(String queueName, BulkAction action, JobFilter filter) {
        return inner.preview(queueName, action, filter);
    }

    @Override
    public Step apply(String queueName, BulkAction action, JobFilter filter, OptionalLong from) {
        return inner.apply(queueName, action, filter, from);
    }

    @Override
    public void pause(String queueName, boolean paused) {
        inner.pause(queueName, paused);
    }

    @Override
    public Set<String> paused() {
        return inner.paused();
    }

    @Override
    public long prunable() {
        return inner.prunable();
    }

    @Override
    public int prune(int limit) {
        return inner.prune(limit);
    }

    @Override
    public boolean takeDuty(String duty, String node, Duration time) {
        return inner.takeDuty(duty, node, time);
    }
}
