package io.github.pgqueue.jdbc.internal;

import java.sql.SQLException;

/** Carries what a driver threw out of code that may throw nothing checked. Never leaves this package. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(SQLException cause) {
        super(cause);
    }
}
