package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.result.Figure;
import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.result.Trial;
import io.github.pgqueue.benchmarks.scenario.Scale;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** All rounds of a plan, one after the other: A B C A B C, so that what else goes on in the machine falls on all. */
final class Rounds {

    /** A quick run begins no round that would end after this. */
    private static final Duration QUICK_AT_MOST = Duration.ofSeconds(285);

    private final Plan plan;
    private final PrintStream out;
    private final Results results = new Results();
    private final long start = System.nanoTime();

    Rounds(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    Results run() throws IOException, InterruptedException {
        for (int round = 1; round <= plan.rounds() && hasTime(round); round++) {
            out.println("round " + round + " of " + plan.rounds());
            for (Fork fork : plan.forks(round)) {
                fork.run(this::found, this::failed);
            }
        }
        return results;
    }

    private boolean hasTime(int round) {
        long elapsed = System.nanoTime() - start;
        long aRound = round == 1 ? 0 : elapsed / (round - 1);
        return plan.scale() != Scale.QUICK || elapsed + aRound < QUICK_AT_MOST.toNanos();
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
