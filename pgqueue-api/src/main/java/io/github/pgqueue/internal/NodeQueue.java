package io.github.pgqueue.internal;

import io.github.pgqueue.JobHandler;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.spi.QueueStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A queue's name, on a node. */
record NodeQueue(Node node, String name) implements PgQueue {

    @Override
    public long push(byte[] payload) {
        return push(NewJob.of(payload));
    }

    @Override
    public long push(String payload) {
        return push(NewJob.of(payload));
    }

    @Override
    public long push(NewJob job) {
        return pushAll(List.of(job)).get(0);
    }

    @Override
    public List<Long> pushAll(List<NewJob> jobs) {
        QueueStore store = node.store();
        List<NewJob> copy = List.copyOf(jobs);
        if (copy.isEmpty()) {
            return List.of();
        }
        List<Long> ids = store.insert(name, copy);
        node.pushed(name);
        return ids;
    }

    @Override
    public Subscription subscribe(SubscribeOptions options, JobHandler handler) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(handler, "handler");
        return node.subscribe(name, options, handler);
    }

    @Override
    public Optional<JobInfo> find(long id) {
        return node.store().find(name, id);
    }

    @Override
    public String toString() {
        return "PgQueue[" + name + "]";
    }
}
