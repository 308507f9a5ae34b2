package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.benchmarks.result.Spread;
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
        return Spread.of(figures.stream().mapToDouble(figure).boxed().toList()).toString();
    }

    /** How many times the other's p50, round by round, as the forks of a round met the same conditions. */
    double ratio(Forks base) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(figures.size(), base.figures.size()); round++) {
            ratios.add(figures.get(round).p50() / base.figures.get(round).p50());
        }
        return Spread.of(ratios).median();
    }

    double max() {
        return figures.stream().mapToDouble(Figures::max).max().orElse(Double.NaN);
    }

    long jobs() {
        return figures.stream().mapToLong(Figures::jobs).sum();
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
