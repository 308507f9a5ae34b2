package io.github.pgqueue.benchmarks.result;

import java.util.Arrays;
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
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Of one figure a round.
     *
     * @param values one or more
     */
    public static Spread of(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("values must not be empty");
        }
        return new Spread(median(sorted), sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /**
     * Of how many times another figure, computed round by round, since all of a round meet the same noise.
     *
     * @param of one figure a round
     * @param to the other one, of the same rounds
     */
    public static Spread ofRatios(double[] of, double[] to) {
        double[] ratios = new double[of.length];
        Arrays.setAll(ratios, round -> of[round] / to[round]);
        return of(ratios);
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
