package io.github.pgqueue.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.RunResult;

/**
 * What all forks of one benchmark found.
 *
 * @param figures a fork each, in the order of the rounds
 */
record Forks(List<Figures> figures) {

    static Forks of(RunResult result, String name) {
        return new Forks(result.getBenchmarkResults().stream()
                .map(fork -> Figures.of(fork, name))
                .toList());
    }

    /** The median fork, with the lowest and the highest. */
    String spread(ToDoubleFunction<Figures> figure) {
        List<Double> sorted =
                figures.stream().mapToDouble(figure).sorted().boxed().toList();
        String median = number(median(sorted));
        return sorted.size() < 2
                ? median
                : median + " (" + number(sorted.get(0)) + " - " + number(sorted.get(sorted.size() - 1)) + ")";
    }

    /** How many times the other's p50, round by round, as the forks of a round met the same conditions. */
    double ratio(Forks base) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(figures.size(), base.figures.size()); round++) {
            ratios.add(figures.get(round).p50() / base.figures.get(round).p50());
        }
        return median(ratios.stream().sorted().toList());
    }

    double max() {
        return figures.stream().mapToDouble(Figures::max).max().orElse(Double.NaN);
    }

    long jobs() {
        return figures.stream().mapToLong(Figures::jobs).sum();
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
