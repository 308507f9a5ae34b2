package io.github.pgqueue.checks.wrong.internal.claim;

import io.github.pgqueue.checks.wrong.internal.node.LooksDown;

/** Knows the room above it. */
public final class LooksUp {

    Object up() {
        return new LooksDown();
    }
}
