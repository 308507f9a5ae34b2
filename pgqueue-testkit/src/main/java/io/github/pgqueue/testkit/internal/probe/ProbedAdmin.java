package io.github.pgqueue.testkit.internal.probe;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.spi.JobAdmin;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What operators do, and who prunes, through a probe. */
record ProbedAdmin(JobAdmin inner, StoreProbe probe) implements JobAdmin {

    @Override
    public boolean retry(String queueName, long id) {
        return probe.call(Call.ADMIN, () -> inner.retry(queueName, id));
    }

    @Override
    public boolean discard(String queueName, long id) {
        return probe.call(Call.ADMIN, () -> inner.discard(queueName, id));
    }

    @Override
    public JobPage list(String queueName, JobFilter filter, int limit, Optional<String> from) {
        return probe.call(Call.ADMIN, () -> inner.list(queueName, filter, limit, from));
    }

    @Override
    public long preview(String queueName, BulkAction action, JobFilter filter) {
        return probe.call(Call.ADMIN, () -> inner.preview(queueName, action, filter));
    }

    @Override
    public Step apply(String queueName, BulkAction action, JobFilter filter, OptionalLong from) {
        return probe.call(Call.ADMIN, () -> inner.apply(queueName, action, filter, from));
    }

    @Override
    public void pause(String queueName, boolean paused) {
        probe.run(Call.ADMIN, () -> inner.pause(queueName, paused));
    }

    @Override
    public Set<String> paused() {
        return probe.call(Call.ADMIN, inner::paused);
    }

    @Override
    public long prunable() {
        return probe.call(Call.ADMIN, inner::prunable);
    }

    @Override
    public int prune(int limit) {
        return probe.call(Call.ADMIN, () -> inner.prune(limit));
    }

    @Override
    public boolean takeDuty(String duty, String node, Duration time) {
        return probe.call(Call.ADMIN, () -> inner.takeDuty(duty, node, time));
    }
}
