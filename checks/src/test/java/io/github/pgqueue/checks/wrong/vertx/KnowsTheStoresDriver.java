package io.github.pgqueue.checks.wrong.vertx;

import org.postgresql.PGConnection;

/** A listener that needs the driver of the store beside it. */
public final class KnowsTheStoresDriver {

    Class<?> driver() {
        return PGConnection.class;
    }
}
