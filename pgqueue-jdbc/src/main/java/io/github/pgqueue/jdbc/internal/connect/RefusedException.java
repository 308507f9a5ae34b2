package io.github.pgqueue.jdbc.internal.connect;

import java.sql.SQLException;

/** Carries what a driver threw out of code that may throw nothing checked. Never leaves the store. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedException(SQLException cause) {
        super(cause);
    }
}
