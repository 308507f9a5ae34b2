package io.github.pgqueue.pgjdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** Makes a connection that belongs to its caller alone. */
@FunctionalInterface
public interface Connector {

    /**
     * Connects.
     *
     * @return a new connection
     * @throws SQLException if it cannot
     */
    Connection connect() throws SQLException;
}
