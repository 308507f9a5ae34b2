package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.Logs;
import io.github.pgqueue.benchmarks.Server;
import io.github.pgqueue.benchmarks.result.Trial;
import io.github.pgqueue.benchmarks.scenario.Catalog;
import io.github.pgqueue.benchmarks.scenario.Entry;
import io.github.pgqueue.benchmarks.scenario.Scale;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** One round of some scenarios, in a JVM of its own: all that they compare meets the same one. */
final class ForkMain {

    private final PrintStream out;
    private final int round;

    private ForkMain(PrintStream out, int round) {
        this.out = out;
        this.round = round;
    }

    /**
     * Prints a line for each trial; what else prints goes to standard error.
     *
     * @param args the scale, the round and the names of the scenarios
     */
    public static void main(String[] args) {
        PrintStream out = System.out;
        System.setOut(System.err);
        Logs.quiet();
        endWithParent();
        List<String> names = List.of(args).subList(2, args.length);
        ForkMain fork = new ForkMain(out, Integer.parseInt(args[1]));
        Catalog.of(Scale.valueOf(args[0])).stream()
                .filter(scenario -> names.contains(scenario.name()))
                .forEach(fork::run);
        // Contenders may have left threads behind.
        System.exit(0);
    }

    /** Nobody would read on. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is said, but the end.
                        }
                    } catch (IOException e) {
                        // The end as well.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "bench-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void run(Scenario scenario) {
        List<Entry> entries = scenario.entries();
        for (int turn = 0; turn < entries.size(); turn++) {
            // Each has its turn at being the first.
            run(scenario, entries.get((turn + round - 1) % entries.size()));
        }
    }

    private void run(Scenario scenario, Entry entry) {
        try {
            out.println(TrialLine.of(new Trial(
                    scenario.name(), entry.name(), round, entry.measurement().measure(Server.url()))));
        } catch (Exception e) {
            out.println(TrialLine.ofFailure(scenario.name() + ", " + entry.name() + ", round " + round + ": " + e));
        }
        out.flush();
        // What one has left behind is not for the next to clear away.
        System.gc();
    }
}
