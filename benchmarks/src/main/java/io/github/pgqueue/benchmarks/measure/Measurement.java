package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.result.Sample;

/** Something that can be measured again and again, each time in a fresh schema. */
@FunctionalInterface
public interface Measurement {

    /**
     * Measures once.
     *
     * @param url the server
     * @return what was found
     * @throws Exception if it could not be measured, or jobs were lost
     */
    Sample measure(String url) throws Exception;
}
