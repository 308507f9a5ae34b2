package io.github.pgqueue;

import io.github.pgqueue.internal.Node;
import java.util.List;

/**
 * All queues of one table: the way in. Thread-safe; make one for a process and close it at the end.
 *
 * <pre>{@code
 * try (PgQueues queues = PgQueues.create(PgQueuesConfig.of("jdbc:postgresql://localhost:5432/app"))) {
 *     queues.bootstrap();
 *     PgQueue mail = queues.queue("mail");
 *     mail.subscribe(job -> send(job.text()));
 *     mail.push("hello");
 * }
 * }</pre>
 */
public interface PgQueues extends AutoCloseable {

    /**
     * Chooses the backends and makes ready. Does not connect yet: the first call that needs the
     * database does, so that an application can start before its database.
     *
     * @param config the settings
     * @return the queues; close them at the end
     * @throws BackendException if a backend is missing, broken or not clearly chosen
     * @throws IllegalArgumentException if the backend cannot serve a setting, such as its URL
     */
    static PgQueues create(PgQueuesConfig config) {
        return Node.open(config);
    }

    /**
     * Creates the table with all that belongs to it, or upgrades what an earlier version made. Safe to
     * repeat, and to call from any number of threads and processes at once.
     *
     * @throws StoreException if the database refuses or cannot be reached, if the table is there but
     *     not pgqueue's, or if a newer version of pgqueue made it
     * @throws IllegalStateException if this is closed
     */
    void bootstrap();

    /**
     * The SQL that {@link #bootstrap()} runs on an empty database, for those who keep their migrations
     * elsewhere. Needs no connection.
     *
     * @return statements to run as one script
     */
    String bootstrapSql();

    /**
     * A queue by its name.
     *
     * @param name 1 to 255 characters, none of them NUL
     * @return the queue
     * @throws IllegalArgumentException if the name breaks the rule
     * @throws IllegalStateException if this is closed
     */
    PgQueue queue(String name);

    /**
     * How many jobs there are, by queue and state. Counts the whole table.
     *
     * @return one entry for each queue and state that has jobs, by queue name, then state
     * @throws StoreException if the database refuses or cannot be reached
     * @throws IllegalStateException if this is closed
     */
    List<QueueStats> stats();

    /**
     * Whether this process hears of new jobs at once.
     *
     * @return the state of the listening connection
     */
    ListenerState listenerState();

    /**
     * Closes all subscriptions as {@link Subscription#close()} does, then all connections.
     *
     * <ul>
     *   <li><b>D5.1</b> All subscriptions are closed at the same time, not one after the other.
     *   <li><b>D5.2</b> It returns at most a few seconds after {@link PgQueuesConfig#closeTimeout()},
     *       also when the database is down or does not answer. Twice is fine.
     *   <li><b>D5.3</b> Afterwards all calls, of its {@link PgQueue}s too, throw
     *       {@link IllegalStateException}; only {@link #listenerState()} does not.
     *   <li><b>D5.4</b> No connection is left open.
     * </ul>
     */
    @Override
    void close();
}
