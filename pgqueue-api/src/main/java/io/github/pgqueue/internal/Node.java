package io.github.pgqueue.internal;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;

/** Placeholder until the engine is in. */
public final class Node {
    private Node() {}

    public static PgQueues open(PgQueuesConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }
}
