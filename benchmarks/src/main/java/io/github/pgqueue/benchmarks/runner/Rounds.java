package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.result.Figure;
import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.result.Trial;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** All rounds of a plan, one after the other: A B C A B C, so that what else goes on in the machine falls on all. */
final class Rounds {

    private final Plan plan;
    private final PrintStream out;
    private final Results results = new Results();
    private final long start = System.nanoTime();
    private int shown;

    Rounds(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    Results run() throws IOException, InterruptedException {
        List<Fork> allRounds = plan.forksOfAllRounds();
        if (!allRounds.isEmpty()) {
            out.println("all rounds of what has one JVM");
            run(allRounds);
        }
        RoundTimes times = new RoundTimes(left());
        for (int round = 1; round <= plan.rounds() && times.hasTimeForAnother(); round++) {
            run(plan.forks(round));
            times.ended();
        }
        return results;
    }

    private void run(List<Fork> forks) throws IOException, InterruptedException {
        for (Fork fork : forks) {
            fork.run(left(), this::found, this::failed);
        }
    }

    private Duration left() {
        return plan.scale().atMost().minusNanos(System.nanoTime() - start);
    }

    private void found(Trial trial) {
        results.add(trial);
        if (trial.round() != shown) {
            shown = trial.round();
            out.println("round " + shown + " of " + plan.rounds());
        }
        String unit = plan.scenarios().stream()
                .filter(scenario -> scenario.name().equals(trial.scenario()))
                .map(Scenario::unit)
                .map(Object::toString)
                .findFirst()
                .orElse("");
        out.printf(
                "  %-20s  %-24s  %10s %s%n",
                trial.scenario(), trial.entry(), Figure.text(trial.sample().value()), unit);
    }

    private void failed(String what) {
        results.addFailure(what);
        out.println("  failed: " + what);
    }
}
