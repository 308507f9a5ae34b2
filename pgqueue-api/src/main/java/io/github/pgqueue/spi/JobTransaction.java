package io.github.pgqueue.spi;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A transaction in which one claimed job is handled. Used by one thread at a time. */
public interface JobTransaction extends AutoCloseable {

    /**
     * What the handler works with.
     *
     * @return a connection in the transaction, whose end is not the handler's to bring about
     */
    Connection connection();

    /**
     * Ends the job as SUCCESS and commits, both or neither.
     *
     * <ul>
     *   <li><b>S13.3</b> What was written through the connection and the job's end are there together.
     *   <li><b>S13.4</b> If the fence is not that of the current claim, all is rolled back, the job is not
     *       touched, and it returns {@code false}.
     * </ul>
     *
     * @param result what to keep for those who await the job, or {@code null}
     * @return whether it is committed
     * @throws io.github.pgqueue.StoreException if it could not be committed, or nobody knows; a settlement of
     *     the same fence then tells
     */
    boolean commit(byte @Nullable [] result);

    /**
     * Ends it.
     *
     * <ul>
     *   <li><b>S13.5</b> What was not committed is rolled back, and the claim stands. Twice is fine.
     * </ul>
     */
    @Override
    void close();
}
