package io.github.pgqueue.spi;

import io.github.pgqueue.NewJob;
import java.sql.Connection;
import java.util.List;

/** Jobs in transactions of others: an ability of stores in SQL databases. The rules of {@link QueueStore} hold. */
public interface Transactions {

    /**
     * Adds jobs in the caller's transaction, with the rules of {@link QueueStore#insert}, but:
     *
     * <ul>
     *   <li><b>S13.1</b> The jobs are there with the caller's commit, and never if it rolls back; the ring is
     *       sent with the commit.
     *   <li><b>S13.2</b> It neither commits nor rolls back, nor closes the connection, nor changes its
     *       autocommit.
     * </ul>
     *
     * @param connection the caller's
     * @param queueName the queue
     * @param jobs the jobs
     * @return what became of them, in their order
     */
    List<Inserted> insert(Connection connection, String queueName, List<NewJob> jobs);

    /**
     * Checks, without connecting, that transactions can be begun.
     *
     * @throws IllegalArgumentException if none ever can; the message names the setting, the rule and the value
     */
    default void check() {}

    /**
     * Begins a transaction in which a claimed job is handled. Waits for a free connection.
     *
     * @param queueName the queue
     * @param fence the claim
     * @return the transaction, which the caller closes
     * @throws io.github.pgqueue.StoreException if there is no connection to be had; the claim stands
     */
    JobTransaction begin(String queueName, Fence fence);
}
