package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.result.Trial;
import io.github.pgqueue.benchmarks.scenario.Catalog;
import io.github.pgqueue.benchmarks.scenario.Entry;
import io.github.pgqueue.benchmarks.scenario.Scale;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rounds of some scenarios, in a JVM of its own: all that they compare meets the same one. */
final class ForkMain {

    private final PrintStream out;
    private final int first;
    private final int last;

    private ForkMain(PrintStream out, int first, int last) {
        this.out = out;
        this.first = first;
        this.last = last;
    }

    /**
     * Prints a line for each trial; what else prints goes to standard error.
     *
     * @param args the scale, the first and the last round, the limit in milliseconds, and the names of the scenarios
     */
    public static void main(String[] args) {
        PrintStream out = System.out;
        System.setOut(System.err);
        Logs.quiet();
        endWithParent();
        List<String> names = List.of(args).subList(4, args.length);
        ForkMain fork = new ForkMain(out, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        fork.run(
                Catalog.of(Scale.valueOf(args[0])).stream()
                        .filter(scenario -> names.contains(scenario.name()))
                        .toList(),
                Duration.ofMillis(Long.parseLong(args[3])));
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

    private void run(List<Scenario> scenarios, Duration limit) {
        Map<Scenario, List<Entry>> ready = new LinkedHashMap<>();
        try {
            scenarios.forEach(scenario -> ready.put(
                    scenario,
                    scenario.entries().stream()
                            .filter(entry -> isPrepared(scenario, entry))
                            .toList()));
            RoundTimes times = new RoundTimes(limit);
            for (int round = first; round <= last && times.hasTimeForAnother(); round++) {
                int now = round;
                ready.forEach((scenario, entries) -> run(scenario, entries, now));
                times.ended();
            }
        } finally {
            scenarios.forEach(scenario -> scenario.entries().forEach(entry -> close(scenario, entry)));
        }
    }

    private void run(Scenario scenario, List<Entry> entries, int round) {
        for (int turn = 0; turn < entries.size() && round <= scenario.mostRounds(); turn++) {
            // Each has its turn at being the first.
            run(scenario, entries.get((turn + round - 1) % entries.size()), round);
        }
    }

    private boolean isPrepared(Scenario scenario, Entry entry) {
        try {
            entry.measurement().prepare(Server.url());
            return true;
        } catch (Exception e) {
            failed(scenario, entry, "preparation", e);
            return false;
        }
    }

    private void run(Scenario scenario, Entry entry, int round) {
        try {
            out.println(TrialLine.of(new Trial(
                    scenario.name(), entry.name(), round, entry.measurement().measure(Server.url()))));
        } catch (Exception e) {
            failed(scenario, entry, "round " + round, e);
        }
        out.flush();
        // What one has left behind is not for the next to clear away.
        System.gc();
    }

    private void close(Scenario scenario, Entry entry) {
        try {
            entry.measurement().close();
        } catch (RuntimeException e) {
            failed(scenario, entry, "end", e);
        }
    }

    private void failed(Scenario scenario, Entry entry, String when, Exception e) {
        out.println(TrialLine.ofFailure(scenario.name() + ", " + entry.name() + ", " + when + ": " + e));
        out.flush();
    }
}
