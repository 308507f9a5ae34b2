package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.TableName;
import io.github.pgqueue.Wake;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table as one process sees it. Thread-safe. */
final class MemoryStore implements QueueStore {

    private final MemoryDatabase database;
    private final TableName name;
    private final MemoryRetention retention;
    private final boolean loud;
    private final JobAdmin admin;
    private volatile boolean closed;

    MemoryStore(MemoryDatabase database, PgQueuesConfig config) {
        this.database = database;
        this.name = config.table();
        this.retention = new MemoryRetention(config);
        this.loud = config.wake() == Wake.TRANSACTIONAL;
        this.admin = new MemoryAdmin(this::table, retention);
    }

    @Override
    public void bootstrap() {
        requireOpen();
        database.createTable(name);
    }

    @Override
    public String bootstrapSql() {
        return "";
    }

    @Override
    public List<Inserted> insert(String queueName, List<NewJob> jobs) {
        List<NewJob> all = List.copyOf(jobs);
        return table().call((rows, call) -> {
            List<Inserted> inserted = new MemoryInsertion(rows, queueName, call).insert(all);
            if (!loud) {
                call.hush();
            }
            return inserted;
        });
    }

    @Override
    public InsertedJobs insert(Exchange exchange, List<NewJob> jobs) {
        List<NewJob> all = List.copyOf(jobs);
        if (loud) {
            return new InsertedJobs(insert(exchange.queueName(), all), List.of());
        }
        return table().call((rows, call) -> {
            MemoryQueue queue = rows.queue(exchange.queueName());
            MemoryInsertion insertion = new MemoryInsertion(rows, exchange.queueName(), call);
            List<Inserted> inserted = insertion.insert(all);
            call.hush();
            return new InsertedJobs(
                    inserted, new MemoryExchange(queue, retention, call).claim(exchange, insertion.fresh()));
        });
    }

    @Override
    public InsertedJobs insertAndRing(String queueName, List<NewJob> jobs) {
        List<NewJob> all = List.copyOf(jobs);
        boolean isOneNow = all.size() == 1 && isDueNow(all.get(0));
        if (loud || !isOneNow) {
            return new InsertedJobs(insert(queueName, all), List.of());
        }
        return table().call((rows, call) -> {
            List<Inserted> inserted = new MemoryInsertion(rows, queueName, call).insert(all);
            call.hush();
            call.ring(Ring.of(Ring.Kind.WORK, queueName, inserted.get(0).id()));
            return new InsertedJobs(inserted, List.of(), true);
        });
    }

    private static boolean isDueNow(NewJob job) {
        return job.runAt().isEmpty() && job.delay().isZero() && job.uniqueKey().isEmpty();
    }

    @Override
    public void ring(Collection<Ring> rings) {
        table().run((rows, call) -> rings.forEach(call::ring));
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        return table().call((rows, call) ->
                new MemoryExchange(rows.queue(exchange.queueName()), retention, call).run(exchange));
    }

    @Override
    public Optional<HeldJobs> hold(Exchange exchange) {
        List<ClaimedJob> jobs = exchange(exchange).claimed();
        return jobs.isEmpty() ? Optional.empty() : Optional.of(new MemoryHeld(this::exchange, exchange, jobs));
    }

    @Override
    public Optional<Map<String, Duration>> waiting(Collection<String> queueNames) {
        return Optional.of(table().call((rows, call) -> {
            Map<String, Duration> dueIn = new HashMap<>();
            queueNames.forEach(queueName ->
                    rows.queue(queueName).untilDue(call.now()).ifPresent(time -> dueIn.put(queueName, time)));
            return dueIn;
        }));
    }

    @Override
    public int takeBack(String queueName, long claim) {
        return table().call((rows, call) -> new MemoryExchange(rows.queue(queueName), retention, call).takeBack(claim));
    }

    @Override
    public Beat beat(String node, Duration lease, Optional<Ring> proof) {
        return table().call((rows, call) -> {
            proof.ifPresent(call::ring);
            return rows.nodes().beat(node, lease, call.now());
        });
    }

    @Override
    public void leave(String node) {
        table().run((rows, call) -> rows.nodes().leave(node, call.now()));
    }

    @Override
    public Map<String, Integer> rescue() {
        return table().call((rows, call) -> new MemoryRescue(rows, call).run());
    }

    @Override
    public CancelResult cancel(String queueName, long id) {
        return table().call((rows, call) -> new MemoryOperations(rows.queue(queueName), call).cancel(id));
    }

    @Override
    public List<Fence> cancelRequests(String node) {
        return table().call((rows, call) -> rows.jobs()
                .filter(job -> job.isCancelledAt(node))
                .map(MemoryJob::fence)
                .toList());
    }

    @Override
    public Awaited await(String queueName, long id) {
        return table().call((rows, call) ->
                rows.queue(queueName).find(id).map(MemoryJob::await).orElse(new Awaited(false, Optional.empty())));
    }

    @Override
    public Optional<JobAdmin> admin() {
        return Optional.of(admin);
    }

    @Override
    public Optional<JobInfo> find(String queueName, long id) {
        return table().call((rows, call) -> rows.queue(queueName).find(id).map(MemoryJob::info));
    }

    @Override
    public List<QueueStats> stats() {
        return table().call((rows, call) ->
                rows.queues().stream().flatMap(queue -> queue.stats(call.now())).toList());
    }

    @Override
    public void close() {
        closed = true;
    }

    private MemoryTable table() {
        requireOpen();
        return database.table(name);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store is closed");
        }
    }
}
