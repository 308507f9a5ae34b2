package io.github.pgqueue.benchmarks.contender;

/** Workers that run until they are closed. */
@FunctionalInterface
public interface Workers extends AutoCloseable {

    /** Returns when none runs any more, and what they did is written. */
    @Override
    void close();
}
