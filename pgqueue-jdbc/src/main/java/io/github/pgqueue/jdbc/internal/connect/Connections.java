package io.github.pgqueue.jdbc.internal.connect;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;

/** Where connections come from, and where they go. Thread-safe. */
public interface Connections extends ConnectionFactory {

    /** It is not to be used again; it is closed all the same. */
    void discard(Connection connection) throws SQLException;

    /**
     * Whether a failure says no more than that a connection was dead before it was used, so that the same is to be done
     * on another one. What is done on such connections does no harm if it is done twice.
     */
    boolean isStale(Connection connection, Throwable thrown);

    /**
     * Whether it makes no difference whose thread takes a connection. Not so with a data source that hands a thread the
     * connection of the transaction that it is in.
     */
    boolean isShareable();

    /** Whether one may be kept for moments, and another one be had meanwhile, without keeping others waiting. */
    boolean hasSpare();
}
