package io.github.pgqueue.jdbc;

import io.github.pgqueue.JobHandle;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Adds jobs in transactions of JDBI.
 *
 * <pre>{@code
 * jdbi.useTransaction(handle -> {
 *     handle.execute("insert into orders (id) values (?)", 42);
 *     JdbiPush.push(queues.queue("invoices"), handle, NewJob.of("42"));
 * });
 * }</pre>
 */
public final class JdbiPush {

    private JdbiPush() {}

    /**
     * Adds a job in the handle's transaction, as {@link PgQueue#push(java.sql.Connection, NewJob)} does.
     *
     * @param queue the queue
     * @param handle in a transaction; without one the job is durable at once
     * @param job the job
     * @return the job's id; of the first job, if one held its unique key already
     * @throws io.github.pgqueue.StoreException if the database refuses or cannot be reached
     */
    public static long push(PgQueue queue, Handle handle, NewJob job) {
        return queue.push(handle.getConnection(), job);
    }

    /**
     * Adds a job in the handle's transaction, as {@link PgQueue#submit(java.sql.Connection, NewJob)} does.
     *
     * @param queue the queue
     * @param handle in a transaction; without one the job is durable at once
     * @param job the job
     * @return its id, whether it was there, and, to be asked for after the commit, how it ends
     * @throws io.github.pgqueue.StoreException if the database refuses or cannot be reached
     */
    public static JobHandle submit(PgQueue queue, Handle handle, NewJob job) {
        return queue.submit(handle.getConnection(), job);
    }

    /**
     * Adds many jobs in the handle's transaction, as {@link PgQueue#pushAll(java.sql.Connection, List)} does.
     *
     * @param queue the queue
     * @param handle in a transaction
     * @param jobs the jobs; may be empty
     * @return the ids, in the order of the jobs
     * @throws io.github.pgqueue.StoreException if the database refuses or cannot be reached
     */
    public static List<Long> pushAll(PgQueue queue, Handle handle, List<NewJob> jobs) {
        return queue.pushAll(handle.getConnection(), jobs);
    }
}
