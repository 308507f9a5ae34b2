package io.github.pgqueue.benchmarks.result;

import java.util.Collection;

/**
 * What the rounds found of one figure.
 *
 * @param median of the rounds
 * @param lowest round
 * @param highest round
 * @param rounds how many there were
 */
public record Spread(double median, double lowest, double highest, int rounds) {

    /**
     * Of one figure a round.
     *
     * @param values one or more
     */
    public static Spread of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("values must not be empty");
        }
        return new Spread(median(sorted), sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public String toString() {
        return Figure.text(median)
                + (rounds < 2 ? "" : " (" + Figure.text(lowest) + " - " + Figure.text(highest) + ")");
    }
}
