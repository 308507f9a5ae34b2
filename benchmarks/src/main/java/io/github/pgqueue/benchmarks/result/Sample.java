package io.github.pgqueue.benchmarks.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one measurement found.
 *
 * @param value the figure that is compared
 * @param beside other figures by their names, in the order of the table
 */
public record Sample(double value, Map<String, Double> beside) {

    /** Keeps a copy. */
    public Sample {
        beside = Collections.unmodifiableMap(new LinkedHashMap<>(beside));
    }

    /**
     * Nothing stands beside it.
     *
     * @param value the figure that is compared
     */
    public static Sample of(double value) {
        return new Sample(value, Map.of());
    }

    /**
     * The same with more beside it.
     *
     * @param more other figures by their names
     */
    public Sample with(Map<String, Double> more) {
        Map<String, Double> all = new LinkedHashMap<>(beside);
        all.putAll(more);
        return new Sample(value, all);
    }
}
