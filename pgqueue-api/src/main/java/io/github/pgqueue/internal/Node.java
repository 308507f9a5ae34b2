package io.github.pgqueue.internal;

import io.github.pgqueue.BrokenBackendException;
import io.github.pgqueue.JobHandler;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.Subscription;
import io.github.pgqueue.spi.QueueStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One process's part in the queues of a table: a store, at most one listening connection, threads. */
public final class Node implements PgQueues {

    /** How long letting go of connections may take, once all handlers are done with. */
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(3);

    private final PgQueuesConfig config;
    private final String name;
    private final QueueStore store;
    private final EngineThreads threads = new EngineThreads();
    private final Subscribers subscribers = new Subscribers();
    private final Optional<ListenerSupervisor> listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Node(PgQueuesConfig config, Backends backends) {
        this.config = config;
        this.name = NodeNames.next();
        this.store = backends.store().open(config);
        this.listener = backends.listener().map(provider -> new ListenerSupervisor(provider, config, subscribers));
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
    public ListenerState listenerState() {
        if (closed.get()) {
            return ListenerState.CLOSED;
        }
        return listener.map(ListenerSupervisor::state).orElse(ListenerState.IDLE);
    }

    Subscription subscribe(String queueName, SubscribeOptions options, JobHandler handler) {
        requireOpen();
        Source source = new Source(store, queueName, name);
        Dispatcher dispatcher = new Dispatcher(source, options, handler, threads, this::lookInterval);
        NodeSubscription subscription = new NodeSubscription(dispatcher, config.closeTimeout(), subscribers::remove);
        subscribers.add(subscription);
        if (closed.get()) {
            // The node was closed in between: this subscription must not outlive it.
            subscription.close(Duration.ZERO);
            requireOpen();
        }
        listener.ifPresent(ListenerSupervisor::start);
        dispatcher.wake();
        return subscription;
    }

    /** How long an idle subscription may go without looking: short while nobody would tell it. */
    private Duration lookInterval() {
        return listenerState() == ListenerState.LISTENING ? config.backstopInterval() : config.pollInterval();
    }

    QueueStore store() {
        requireOpen();
        return store;
    }

    /** Wakes those who subscribe in this process, without the way through the database. */
    void pushed(String queueName) {
        subscribers.wake(queueName);
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("PgQueues is closed");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            subscribers.closeAll(Deadline.in(config.closeTimeout()));
            listener.ifPresent(ListenerSupervisor::close);
            EngineThreads.runBounded("pgqueue-close", store::close, RELEASE_TIMEOUT);
            threads.close();
        }
    }

    @Override
    public String toString() {
        return "PgQueues[" + name + ", table " + config.table() + "]";
    }
}
