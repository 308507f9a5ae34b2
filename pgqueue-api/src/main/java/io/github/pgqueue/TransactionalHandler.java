package io.github.pgqueue;

import java.sql.Connection;

/**
 * What a subscriber does with a job inside the very transaction that ends it.
 *
 * <p>What it writes through the connection and the job's success are committed together or not at all: its
 * effects on this database happen exactly once, whatever dies and when. Effects elsewhere are at least
 * once, as with any handler. With more than one worker it is called from several threads at once.
 */
@FunctionalInterface
public interface TransactionalHandler {

    /**
     * Does the job.
     *
     * <ul>
     *   <li><b>D9.1</b> What it wrote is visible to others together with the job's {@link JobState#SUCCESS},
     *       not earlier.
     *   <li><b>D9.2</b> If it throws, what it wrote is rolled back, and the attempt is counted, kept and
     *       retried as after any failure.
     *   <li><b>D9.3</b> If the claim is lost meanwhile, to a lease that ran out, what it wrote is rolled back.
     *   <li><b>D9.4</b> The connection's commit, rollback, autocommit and close are not the handler's to use,
     *       and throw {@link java.sql.SQLException}.
     *   <li><b>D9.5</b> A connection that dies, in the commit too, leaves either both or neither, and in the
     *       second case the job is retried.
     * </ul>
     *
     * @param job the job
     * @param connection in a transaction, with autocommit off; not to be used after this returns
     * @throws Exception if the job failed
     */
    void handle(Job job, Connection connection) throws Exception;
}
