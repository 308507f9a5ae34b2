package io.github.pgqueue.benchmarks.process;

import java.io.IOException;

/** Is told of the starts of jobs. */
@FunctionalInterface
public interface Started {

    /**
     * A job has started.
     *
     * @param id which one
     * @param nanos {@link System#nanoTime()} as the handler's first act
     * @throws IOException if it cannot be told on
     */
    void add(long id, long nanos) throws IOException;
}
