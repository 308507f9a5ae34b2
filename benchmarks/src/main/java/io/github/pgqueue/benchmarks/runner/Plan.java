package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.scenario.Scale;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * What is run.
 *
 * @param scale how much is done
 * @param rounds how often, at most
 * @param scenarios which ones
 */
record Plan(Scale scale, int rounds, List<Scenario> scenarios) {

    /**
     * A JVM for all rounds of each scenario that is prepared once. And one for all others where there is no time for many:
     * each JVM would be measured while it compiles.
     */
    List<Fork> forksOfAllRounds() {
        List<Fork> forks = new ArrayList<>();
        scenarios.stream()
                .filter(Scenario::isPreparedOnce)
                .forEach(scenario -> forks.add(new Fork(scale, 1, rounds, List.of(scenario))));
        if (scale.isOneProcess() && !others().isEmpty()) {
            forks.add(new Fork(scale, 1, rounds, others()));
        }
        return forks;
    }

    /** A JVM for each round of each of the others. */
    List<Fork> forks(int round) {
        if (scale.isOneProcess()) {
            return List.of();
        }
        return others().stream()
                .filter(scenario -> round <= scenario.mostRounds())
                .map(scenario -> new Fork(scale, round, round, List.of(scenario)))
                .toList();
    }

    private List<Scenario> others() {
        return scenarios.stream().filter(scenario -> !scenario.isPreparedOnce()).toList();
    }
}
