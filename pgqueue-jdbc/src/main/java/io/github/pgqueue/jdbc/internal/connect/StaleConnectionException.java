package io.github.pgqueue.jdbc.internal.connect;

import java.sql.SQLException;

/** A connection that was kept was dead: never seen outside, as the same is done on another one. */
final class StaleConnectionException extends SQLException {

    private static final long serialVersionUID = 1;

    StaleConnectionException(Throwable cause) {
        super("a connection that was kept is gone", cause);
    }
}
