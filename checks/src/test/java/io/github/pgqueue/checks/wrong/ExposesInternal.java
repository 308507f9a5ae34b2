package io.github.pgqueue.checks.wrong;

import io.github.pgqueue.checks.wrong.internal.node.Engine;
import java.util.List;

/** A public type that hands out the engine. */
public interface ExposesInternal {

    /** Shows an internal type, if only as a type argument. */
    List<Engine> engines();
}
