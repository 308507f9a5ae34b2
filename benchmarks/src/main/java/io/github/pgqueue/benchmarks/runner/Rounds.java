package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.result.Figure;
import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.result.Trial;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** All rounds of a plan, one after the other: A B C A B C, so that what else goes on in the machine falls on all. */
final class Rounds {

    private final Plan plan;
    private final PrintStream out;
    private final Results results = new Results();
    private final long start = System.nanoTime();

    Rounds(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    Results run() throws IOException, InterruptedException {
        List<Fork> allRounds = plan.forksOfAllRounds();
        if (!allRounds.isEmpty()) {
            out.println("all rounds of what is prepared once");
            run(allRounds);
        }
        long began = System.nanoTime();
        for (int round = 1; round <= plan.rounds() && hasTime(round, began); round++) {
            List<Fork> forks = plan.forks(round);
            if (!forks.isEmpty()) {
                out.println("round " + round + " of " + plan.rounds());
                run(forks);
            }
        }
        return results;
    }

    private void run(List<Fork> forks) throws IOException, InterruptedException {
        for (Fork fork : forks) {
            fork.run(this::found, this::failed);
        }
    }

    private boolean hasTime(int round, long began) {
        long now = System.nanoTime();
        long aRound = round == 1 ? 0 : (now - began) / (round - 1);
        return now - start + aRound < plan.scale().atMost().toNanos();
    }

    private void found(Trial trial) {
        results.add(trial);
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
