package io.github.pgqueue.jdbc.internal.connect;

import java.sql.SQLException;

/** No connection was to be had, so that nothing was done, whatever the state says: many pools give none. */
final class NotConnectedException extends SQLException {

    private static final long serialVersionUID = 1L;

    /**
     * With the state of its cause.
     *
     * @param where what there is no connection to
     */
    NotConnectedException(String where, SQLException cause) {
        super("no connection to " + where, cause.getSQLState(), cause.getErrorCode(), cause);
    }
}
