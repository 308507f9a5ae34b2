package io.github.pgqueue.checks.wrong;

import io.github.pgqueue.checks.wrong.internal.node.Engine;

/** A public type with a door of its own to the engine. */
public final class KnowsInternal {

    private final Engine engine = new Engine();

    /** Something that uses it. */
    @Override
    public String toString() {
        return engine.toString();
    }
}
