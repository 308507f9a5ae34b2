package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.scenario.Scale;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.util.List;

/**
 * What is run.
 *
 * @param scale how much is done
 * @param rounds how often, at most
 * @param scenarios which ones
 */
record Plan(Scale scale, int rounds, List<Scenario> scenarios) {

    /** A JVM for each scenario; a quick run has no time for so many. */
    List<Fork> forks(int round) {
        List<Scenario> left = scenarios.stream()
                .filter(scenario -> round <= scenario.mostRounds())
                .toList();
        if (left.isEmpty()) {
            return List.of();
        }
        return scale == Scale.QUICK
                ? List.of(new Fork(scale, round, left))
                : left.stream()
                        .map(scenario -> new Fork(scale, round, List.of(scenario)))
                        .toList();
    }
}
