package io.github.pgqueue.checks.wrong.internal.node;

import io.github.pgqueue.checks.wrong.internal.claim.LooksUp;

/** Knows the room below it, as it may. */
public final class LooksDown {

    Object down() {
        return new LooksUp();
    }
}
