package io.github.pgqueue.internal.node;

import io.github.pgqueue.BrokenBackendException;
import io.github.pgqueue.Health;
import io.github.pgqueue.JobHandler;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.TransactionalHandler;
import io.github.pgqueue.Wake;
import io.github.pgqueue.internal.backend.Backends;
import io.github.pgqueue.internal.claim.Source;
import io.github.pgqueue.internal.dispatch.Dispatcher;
import io.github.pgqueue.internal.dispatch.NodeSubscription;
import io.github.pgqueue.internal.dispatch.Subscribers;
import io.github.pgqueue.internal.dispatch.Surroundings;
import io.github.pgqueue.internal.job.TransactionalWork;
import io.github.pgqueue.internal.job.Work;
import io.github.pgqueue.internal.lease.Heartbeat;
import io.github.pgqueue.internal.lease.Pruning;
import io.github.pgqueue.internal.observe.Awaits;
import io.github.pgqueue.internal.observe.Events;
import io.github.pgqueue.internal.ring.ListenerSupervisor;
import io.github.pgqueue.internal.ring.Proofs;
import io.github.pgqueue.internal.ring.Ringer;
import io.github.pgqueue.internal.threads.Deadline;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.internal.watch.Lookout;
import io.github.pgqueue.internal.watch.Neighbours;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One process's part in the queues of a table: a store, at most one listening connection, one heartbeat,
 * threads.
 */
public final class Node implements PgQueues {

    private static final Logger LOG = System.getLogger(Node.class.getName());

    /** When all connections are let go of, after the time to close: with the end of the process within a second. */
    private static final Duration RELEASE_GRACE = Duration.ofMillis(600);

    /** How long letting go of one may take, whatever time is left. */
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(3);

    private final PgQueuesConfig config;
    private final String name;
    private final QueueStore store;
    private final EngineThreads threads = new EngineThreads();
    private final Subscribers subscribers = new Subscribers();
    private final Events events;
    private final Awaits awaits;
    private final Optional<Ringer> ringer;
    private final News news;
    private final Heartbeat heartbeat;
    private final Surroundings surroundings;
    private final Optional<Pruning> pruning;
    private final Optional<ListenerSupervisor> listener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Deadline opened = Deadline.in(Duration.ZERO);

    private Node(PgQueuesConfig config, Backends backends) {
        this.config = config;
        this.name = NodeNames.next();
        this.store = backends.store().open(config);
        this.events = new Events(config.observer());
        this.awaits = new Awaits(store, threads, this::lookInterval);
        this.ringer = config.wake() == Wake.NONE ? Optional.empty() : Optional.of(new Ringer(store::ring, threads));
        this.news = new News(subscribers, awaits, events, this::heartbeat, ringer, config.wake());
        this.listener = backends.listener().map(provider -> new ListenerSupervisor(provider, config, name, news));
        Proofs proofs = listener.<Proofs>map(one -> one).orElse(Proofs.NONE);
        NodeCare care = new NodeCare(
                name,
                config.lease(),
                store,
                subscribers,
                events,
                this::isRung,
                () -> listener.ifPresent(ListenerSupervisor::retryNow));
        this.heartbeat = new Heartbeat(store, name, config.lease(), care, proofs, threads);
        this.surroundings = new Surroundings(
                threads,
                heartbeat,
                events,
                awaits,
                new Lookout(store, subscribers, threads),
                new Neighbours(heartbeat::isAlone, this::isRung, this::lookInterval, news::tellOthers));
        this.pruning = store.admin().map(admin -> new Pruning(admin, name, threads));
    }

    /**
     * Chooses the backends and makes a node; does not connect.
     *
     * @param config the settings
     * @return the node, to be closed
     */
    public static PgQueues open(PgQueuesConfig config) {
        Backends backends = Backends.choose(config);
        try {
            backends.listener().ifPresent(provider -> provider.check(config));
            return new Node(config, backends);
        } catch (LinkageError missing) {
            throw new BrokenBackendException(
                    "backend " + backends + " cannot be used: " + missing
                            + ". Add the jar that it needs, such as its driver, to your pom, in the version that the"
                            + " backend brings along",
                    missing);
        }
    }

    @Override
    public void bootstrap() {
        requireOpen();
        store.bootstrap();
    }

    @Override
    public String bootstrapSql() {
        requireOpen();
        return store.bootstrapSql();
    }

    @Override
    public PgQueue queue(String queueName) {
        requireOpen();
        return new NodeQueue(this, QueueNames.check(queueName));
    }

    @Override
    public List<QueueStats> stats() {
        requireOpen();
        return store.stats();
    }

    @Override
    public Set<String> paused() {
        return admin().paused();
    }

    @Override
    public long prunable() {
        return admin().prunable();
    }

    @Override
    public long prune() {
        JobAdmin admin = admin();
        long pruned = 0;
        for (int step = Pruning.STEP; step > 0; pruned += step) {
            step = admin.prune(Pruning.STEP);
        }
        return pruned;
    }

    @Override
    public String rolesSql(String producer, String worker, String operator) {
        String sql = store.rolesSql(producer, worker, operator);
        if (sql.isEmpty()) {
            throw new UnsupportedOperationException("the store has no roles");
        }
        return sql;
    }

    @Override
    public ListenerState listenerState() {
        if (closed.get()) {
            return ListenerState.CLOSED;
        }
        return listener.map(ListenerSupervisor::state).orElse(ListenerState.IDLE);
    }

    @Override
    public Health health() {
        boolean leaseHeld = heartbeat.isHeld();
        ListenerState state = listenerState();
        return listener.map(one -> one.health(state, leaseHeld))
                .orElseGet(() -> new Health(state, opened.ago(), Optional.empty(), Optional.empty(), leaseHeld));
    }

    Subscription subscribe(String queueName, SubscribeOptions options, JobHandler handler) {
        return open(queueName, options, (claimed, job) -> {
            handler.handle(job);
            return false;
        });
    }

    Subscription subscribe(String queueName, SubscribeOptions options, TransactionalHandler handler) {
        Transactions transactions = transactions();
        transactions.check();
        return open(queueName, options, new TransactionalWork(transactions, handler));
    }

    private Subscription open(String queueName, SubscribeOptions options, Work work) {
        requireOpen();
        Source source = new Source(store, queueName, name);
        Dispatcher dispatcher = new Dispatcher(source, options, work, surroundings);
        NodeSubscription subscription = new NodeSubscription(dispatcher, config.closeTimeout(), subscribers::remove);
        subscribers.add(subscription);
        if (closed.get()) {
            // The node was closed in between: this subscription must not outlive it.
            subscription.close(Duration.ZERO);
            requireOpen();
        }
        startListening();
        heartbeat.start();
        pruning.ifPresent(Pruning::start);
        dispatcher.watch().look();
        return subscription;
    }

    /** With the heartbeat, as beats carry what proves that rings arrive. */
    private void startListening() {
        listener.ifPresent(one -> {
            one.start();
            heartbeat.start();
        });
    }

    /** How long an idle subscription may go without looking: short while nobody would tell it. */
    private Duration lookInterval() {
        return isRung() ? config.backstopInterval() : config.pollInterval();
    }

    private boolean isRung() {
        return listenerState() == ListenerState.PROVEN;
    }

    private Heartbeat heartbeat() {
        return heartbeat;
    }

    QueueStore store() {
        requireOpen();
        return store;
    }

    /** Adds jobs: for workers of this process that have nothing to do, or for whoever comes. */
    InsertedJobs add(String queueName, List<NewJob> jobs) {
        try {
            return subscribers
                    .push(queueName, jobs)
                    .orElseGet(() -> news.ridesAlong(queueName)
                            ? store.insertAndRing(queueName, jobs)
                            : new InsertedJobs(store.insert(queueName, jobs), List.of()));
        } catch (RuntimeException | Error failed) {
            if (!(failed instanceof StoreException told) || told.isOutcomeUnknown()) {
                news.mayBeAdded(queueName);
            }
            throw failed;
        }
    }

    JobAdmin admin() {
        return store().admin()
                .orElseThrow(() -> new UnsupportedOperationException("the store has no operations for operators"));
    }

    Transactions transactions() {
        return store().transactions()
                .orElseThrow(() -> new UnsupportedOperationException(
                        "the store takes no part in transactions: it keeps jobs in no SQL database"));
    }

    Events events() {
        return events;
    }

    /** What is done here to jobs goes there. */
    News news() {
        return news;
    }

    /** Who waits for ends of jobs; the listener is needed for it. */
    Awaits awaits() {
        requireOpen();
        startListening();
        return awaits;
    }

    void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("PgQueues is closed");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Deadline deadline = Deadline.in(config.closeTimeout());
            awaits.close();
            pruning.ifPresent(Pruning::close);
            subscribers.closeAll(deadline);
            Deadline end = deadline.plus(RELEASE_GRACE);
            boolean known = heartbeat.close(upTo(end));
            Thread release = EngineThreads.daemon("pgqueue-close", () -> release(known, end));
            release.start();
            listener.ifPresent(one -> one.close(upTo(end)));
            EngineThreads.joinBounded(release, upTo(end));
            threads.close();
            events.close();
        }
    }

    /** What is left of the time, but not longer than letting go of a connection takes. */
    private static Duration upTo(Deadline end) {
        Duration left = end.left();
        return left.compareTo(RELEASE_TIMEOUT) < 0 ? left : RELEASE_TIMEOUT;
    }

    private void release(boolean known, Deadline end) {
        try {
            ringer.ifPresent(one -> one.close(upTo(end)));
            if (known) {
                store.leave(name);
            }
        } catch (RuntimeException | Error gone) {
            LOG.log(Level.DEBUG, "could not say that node " + name + " ends; its lease runs out", gone);
        } finally {
            store.close();
        }
    }

    @Override
    public String toString() {
        return "PgQueues[" + name + ", table " + config.table() + "]";
    }
}
