package io.github.pgqueue.internal.node;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobHandle;
import io.github.pgqueue.JobHandler;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.TransactionalHandler;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.Transactions;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A queue's name, on a node. */
record NodeQueue(Node node, String name) implements PgQueue {

    private static final int MOST_ON_A_PAGE = 1_000;

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
    public JobHandle submit(NewJob job) {
        return handle(insert(List.of(job)));
    }

    private JobHandle handle(List<Inserted> single) {
        return new PushedJob(this, single.get(0).id(), single.get(0).wasThere());
    }

    @Override
    public List<Long> pushAll(List<NewJob> jobs) {
        return ids(insert(jobs));
    }

    private List<Inserted> insert(List<NewJob> jobs) {
        node.requireOpen();
        List<NewJob> copy = List.copyOf(jobs);
        if (copy.isEmpty()) {
            return List.of();
        }
        InsertedJobs added = timed(copy, () -> node.add(name, copy));
        if (added.rung()) {
            node.news().addedAndRung(name);
        } else if (added.claimed().size() < copy.size()) {
            node.news().added(new Added(name, copy, added.inserted()));
        }
        return added.inserted();
    }

    @Override
    public long push(Connection connection, NewJob job) {
        return pushAll(connection, List.of(job)).get(0);
    }

    @Override
    public List<Long> pushAll(Connection connection, List<NewJob> jobs) {
        return ids(insert(connection, jobs));
    }

    @Override
    public JobHandle submit(Connection connection, NewJob job) {
        return handle(insert(connection, List.of(job)));
    }

    private List<Inserted> insert(Connection connection, List<NewJob> jobs) {
        Objects.requireNonNull(connection, "connection");
        Transactions transactions = node.transactions();
        List<NewJob> copy = List.copyOf(jobs);
        return copy.isEmpty() ? List.of() : timed(copy, () -> transactions.insert(connection, name, copy));
    }

    private <T> T timed(List<NewJob> jobs, Supplier<T> insert) {
        long begun = System.nanoTime();
        T inserted = insert.get();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        node.events().tell(() -> new QueueEvent.Pushed(name, jobs.size(), took));
        return inserted;
    }

    private static List<Long> ids(List<Inserted> inserted) {
        return inserted.stream().map(Inserted::id).toList();
    }

    @Override
    public Subscription subscribe(SubscribeOptions options, JobHandler handler) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(handler, "handler");
        return node.subscribe(name, options, handler);
    }

    @Override
    public Subscription subscribe(SubscribeOptions options, TransactionalHandler handler) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(handler, "handler");
        return node.subscribe(name, options, handler);
    }

    @Override
    public Optional<JobInfo> find(long id) {
        return node.store().find(name, id);
    }

    @Override
    public CompletableFuture<JobOutcome> await(long id) {
        return node.awaits().await(name, id);
    }

    @Override
    public CancelResult cancel(long id) {
        CancelResult result = node.store().cancel(name, id);
        if (result != CancelResult.TOO_LATE) {
            node.news().cancelled(name, id);
        }
        return result;
    }

    @Override
    public boolean retry(long id) {
        boolean waits = node.admin().retry(name, id);
        if (waits) {
            node.news().wake(name);
        }
        return waits;
    }

    @Override
    public boolean discard(long id) {
        return node.admin().discard(name, id);
    }

    @Override
    public JobPage jobs(JobFilter filter, int limit, Optional<String> from) {
        if (limit < 1 || limit > MOST_ON_A_PAGE) {
            throw new IllegalArgumentException("limit must be from 1 to " + MOST_ON_A_PAGE + ": " + limit);
        }
        return node.admin().list(name, filter, limit, from);
    }

    @Override
    public long preview(BulkAction action, JobFilter filter) {
        JobAdmin admin = node.admin();
        return action.touches(filter.state()) ? admin.preview(name, action, filter) : 0;
    }

    @Override
    public long apply(BulkAction action, JobFilter filter) {
        JobAdmin admin = node.admin();
        if (!action.touches(filter.state())) {
            return 0;
        }
        try {
            return Steps.doAll(from -> admin.apply(name, action, filter, from));
        } finally {
            node.news().wake(name);
        }
    }

    @Override
    public void pause() {
        node.admin().pause(name, true);
    }

    @Override
    public void resume() {
        node.admin().pause(name, false);
        node.news().wake(name);
    }

    @Override
    public String toString() {
        return "PgQueue[" + name + "]";
    }
}
