package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.testkit.database.Wire;
import java.util.List;

/** By what means packets are dropped that go over a wire. Thread-safe. */
public interface Network {

    /**
     * From now on nothing comes through in these directions, and nobody is told.
     *
     * @param wire whose connections
     * @param ways one or both
     */
    void drop(Wire wire, List<Wire.Way> ways);

    /**
     * From now on all comes through.
     *
     * @param wire whose connections
     */
    void mend(Wire wire);
}
