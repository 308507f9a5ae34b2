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

    /** A JVM for all rounds of each scenario that is prepared once. */
    List<Fork> forksOfAllRounds() {
        return scenarios.stream()
                .filter(Scenario::isPreparedOnce)
                .map(scenario -> new Fork(scale, 1, Math.min(rounds, scenario.mostRounds()), List.of(scenario)))
                .toList();
    }

    /** A JVM for each of the other scenarios; a quick run has no time for so many. */
    List<Fork> forks(int round) {
        List<Scenario> left = scenarios.stream()
                .filter(scenario -> !scenario.isPreparedOnce() && round <= scenario.mostRounds())
                .toList();
        if (left.isEmpty()) {
            return List.of();
        }
        return scale.isOneProcess()
                ? List.of(new Fork(scale, round, round, left))
                : left.stream()
                        .map(scenario -> new Fork(scale, round, round, List.of(scenario)))
                        .toList();
    }
}
