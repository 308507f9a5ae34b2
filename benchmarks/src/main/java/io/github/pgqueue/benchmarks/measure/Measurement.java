package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.result.Sample;

/** Something that can be measured again and again, each time in a fresh schema, or in one that is too large to be made anew. */
@FunctionalInterface
public interface Measurement extends AutoCloseable {

    /**
     * Gets ready what all rounds in this process share, once; by default nothing.
     *
     * @param url the server
     * @throws Exception if it cannot be made
     */
    default void prepare(String url) throws Exception {}

    /**
     * Measures once.
     *
     * @param url the server
     * @return what was found
     * @throws Exception if it could not be measured, or jobs were lost
     */
    Sample measure(String url) throws Exception;

    /** Lets go of what the rounds shared. */
    @Override
    default void close() {}
}
