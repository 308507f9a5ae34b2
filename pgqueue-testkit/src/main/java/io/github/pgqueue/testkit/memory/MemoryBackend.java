package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.spi.RingSink;

/**
 * Jobs in the memory of this process: a backend for tests of applications, which needs no database and
 * keeps all rules of the real ones. Thread-safe.
 *
 * <pre>{@code
 * MemoryBackend memory = new MemoryBackend();
 * try (PgQueues queues = PgQueues.create(PgQueuesConfig.builder(memory).listener(memory).build())) {
 *     queues.bootstrap();
 *     queues.queue("mail").subscribe(job -> received.add(job.text()));
 *     queues.queue("mail").push("hello");
 * }
 * }</pre>
 *
 * <p>It is given to the config as an object and found in no other way. All that is opened from one
 * object shares its jobs, by table, as processes share a database; another object is another database.
 * The jobs are gone with the object. What it cannot do is what SQL does: other clients and
 * transactions of the caller.
 *
 * <p>To see what an application does without its database, {@link #stop()} and {@link #start()} it, or
 * {@link #loseListeners()}.
 */
public final class MemoryBackend implements QueueStoreProvider, ListenerProvider {

    /** The name of this backend. */
    public static final String NAME = "memory";

    private final MemoryDatabase database = new MemoryDatabase();

    /** An empty backend that runs. */
    public MemoryBackend() {
        // Says so in the Javadoc.
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public QueueStore open(PgQueuesConfig config) {
        return new MemoryStore(database, config);
    }

    @Override
    public void check(PgQueuesConfig config) {
        // All settings that matter here are right by their type.
    }

    @Override
    public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink) {
        return database.channels().connect(channel, sink);
    }

    /**
     * Sends a notification as {@code NOTIFY} does; it is heard before this returns.
     *
     * @param channel the channel's exact name
     * @param text what listeners hear
     */
    public void send(String channel, String text) {
        database.channels().send(channel, text);
    }

    /**
     * Breaks all listening connections, as a network does.
     *
     * @return how many there were
     */
    public int loseListeners() {
        return database.channels().breakAll("The listening connection was broken by the test");
    }

    /**
     * How many listening connections are open.
     *
     * @return zero or more
     */
    public int listeners() {
        return database.channels().count();
    }

    /**
     * Ends the database that this stands for: listening connections break, and until {@link #start()}
     * every call throws {@link io.github.pgqueue.StoreException}. Jobs are kept. Twice is fine.
     */
    public void stop() {
        database.stop();
    }

    /** Starts the database again. Twice is fine. */
    public void start() {
        database.start();
    }
}
