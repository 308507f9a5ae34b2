package io.github.pgqueue.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What the rounds found of one thing that was measured, in milliseconds. Not thread-safe. */
final class Pickups {

    private static final double NANOS = 1e6;

    private final double[][] rounds;

    Pickups(int rounds) {
        this.rounds = new double[rounds][];
    }

    void add(int round, long[] nanos) {
        rounds[round] =
                Arrays.stream(nanos).mapToDouble(each -> each / NANOS).sorted().toArray();
    }

    /** A percentile of each round. */
    double[] each(double part) {
        return Arrays.stream(rounds)
                .mapToDouble(round -> percentile(round, part))
                .toArray();
    }

    /** A percentile of all jobs of all rounds. */
    double all(double part) {
        return percentile(
                Arrays.stream(rounds).flatMapToDouble(Arrays::stream).sorted().toArray(), part);
    }

    static double percentile(double[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * part) - 1)];
    }

    /** The median of the rounds, and between what they lie. */
    static String spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "%.2f (%.2f-%.2f)", CrowdMain.median(sorted), sorted[0], sorted[sorted.length - 1]);
    }
}
