package io.github.pgqueue.benchmarks.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;

/**
 * Forks of all benchmarks in turn: A B C A B C, where JMH alone would do A A B B C C. What else goes on
 * in the machine then falls on all of them alike.
 */
final class Rounds {

    private final Map<BenchmarkParams, List<BenchmarkResult>> forks = new TreeMap<>();

    void run(Options oneRound, OutputFormat output) throws RunnerException {
        for (RunResult result : new Runner(oneRound, output).run()) {
            forks.computeIfAbsent(result.getParams(), params -> new ArrayList<>())
                    .addAll(result.getBenchmarkResults());
        }
    }

    /** All so far, as if it had been one run; the forks of each stand in the order of the rounds. */
    Collection<RunResult> results() {
        return forks.entrySet().stream()
                .map(each -> new RunResult(each.getKey(), each.getValue()))
                .toList();
    }
}
