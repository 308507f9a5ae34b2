package io.github.pgqueue.checks.wrong.pgjdbcng;

import org.postgresql.PGConnection;

/** A backend with the other one's driver. */
public final class KnowsTheOtherDriver {

    Class<?> driver() {
        return PGConnection.class;
    }
}
