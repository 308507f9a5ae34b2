package com.example.filequeue;

import java.time.Instant;

/** How long a node is alive if it does not say so again. Immutable. */
record Lease(String node, Instant until, boolean gone) implements Change {

    Lease(String node, Instant until) {
        this(node, until, false);
    }

    boolean isOver(Instant now) {
        return !until.isAfter(now);
    }

    Lease asGone() {
        return new Lease(node, until, true);
    }
}
