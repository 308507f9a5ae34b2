package io.github.pgqueue;

import io.github.pgqueue.internal.node.Node;
import java.util.List;
import java.util.Set;

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
     * The queues that are paused.
     *
     * @return their names
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot pause
     * @throws IllegalStateException if this is closed
     */
    Set<String> paused();

    /**
     * How many finished jobs have been kept longer than {@link PgQueuesConfig#retention(JobState)}: what
     * {@link #prune()} would delete now.
     *
     * @return how many
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot
     * @throws IllegalStateException if this is closed
     */
    long prunable();

    /**
     * Deletes finished jobs that have been kept long enough, in small steps that nobody waits for. Nodes with
     * subscriptions do it by themselves, one at a time, each minute.
     *
     * <ul>
     *   <li><b>D12.4</b> What is kept longer than its time goes without anybody's doing.
     * </ul>
     *
     * @return how many were deleted
     * @throws StoreException if the database refuses or cannot be reached
     * @throws UnsupportedOperationException if the store cannot
     * @throws IllegalStateException if this is closed
     */
    long prune();

    /**
     * Grants for three roles, as SQL to be run by the table's owner: a producer that can only add jobs, and
     * reads no payload; a worker that does jobs and cannot change the schema; an operator that can pause,
     * retry, cancel, discard and prune. Needs no connection.
     *
     * @param producer an existing role
     * @param worker an existing role
     * @param operator an existing role
     * @return statements to run as one script
     * @throws IllegalArgumentException if a name is empty, longer than 63 bytes, or has a NUL
     * @throws UnsupportedOperationException if the store has no roles
     */
    String rolesSql(String producer, String worker, String operator);

    /**
     * Whether this process hears of new jobs at once.
     *
     * @return the state of the listening connection
     */
    ListenerState listenerState();

    /**
     * How this process is doing: for health checks and metrics. Asks nobody, and does not block.
     *
     * <ul>
     *   <li><b>D14.1</b> The listener is {@link ListenerState#PROVEN} once a ring that this process sent through the
     *       database has come back, and by no other ring.
     *   <li><b>D14.2</b> If such rings do not come back any more, for whatever reason, it is
     *       {@link ListenerState#SUSPECT} within {@link PgQueuesConfig#proofInterval()} and half of it, at most 5 s,
     *       more; from then on jobs of others wait for a poll and no longer.
     *   <li><b>D14.3</b> Its connection is then made anew, and it is proven again once rings arrive.
     *   <li><b>D14.4</b> This tells all of it, with the age of the last proof and the last problem.
     * </ul>
     *
     * @return as it is now, after {@link #close()} too
     */
    Health health();

    /**
     * Closes all subscriptions as {@link Subscription#close()} does, then all connections.
     *
     * <ul>
     *   <li><b>D5.1</b> All subscriptions are closed at the same time, not one after the other.
     *   <li><b>D5.2</b> It returns at most about a second after {@link PgQueuesConfig#closeTimeout()},
     *       also when the database is down or does not answer. Twice is fine.
     *   <li><b>D5.3</b> Afterwards all calls, of its {@link PgQueue}s too, throw
     *       {@link IllegalStateException}; only {@link #listenerState()} and {@link #health()} do not.
     *   <li><b>D5.4</b> No connection is left open.
     * </ul>
     */
    @Override
    void close();
}
