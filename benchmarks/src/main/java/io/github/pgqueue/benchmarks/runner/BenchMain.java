package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.report.JsonFile;
import io.github.pgqueue.benchmarks.report.RatioTable;
import io.github.pgqueue.benchmarks.report.Report;
import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.scenario.Catalog;
import io.github.pgqueue.benchmarks.scenario.Scale;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import io.github.pgqueue.benchmarks.server.Conditions;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code ./pgqueue bench} runs. */
@Command(
        name = "bench",
        description = "Measures pgqueue beside the bare server and the alternatives, on this machine.",
        sortOptions = false,
        mixinStandardHelpOptions = false)
public final class BenchMain implements Callable<Integer> {

    private final PrintStream out;
    private Scale scale = Scale.FULL;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--quick", description = "The main ratios alone, within five minutes.")
    private boolean quick;

    @Option(
            names = "--medium",
            description = "Everything within three quarters of an hour, with fewer jobs and rows than by default.")
    private boolean medium;

    @Option(
            names = "--only",
            paramLabel = "NAMES",
            split = ",",
            description = "Some scenarios alone, by their names, with commas between.")
    private List<String> only = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often all is measured: by default 5 times, 3 times with --quick and --medium.")
    private @Nullable Integer rounds;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Measures on this server, such as jdbc:postgresql://host:5432/database, not on an embedded one;"
                            + " with a password in it better by PGQUEUE_BENCH_URL in the environment.")
    private @Nullable String url;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the ratios there, as one object of numbers.")
    private @Nullable Path json;

    @Option(names = "--report", paramLabel = "FOLDER", description = "Writes RESULTS.md and its charts there.")
    private @Nullable Path report;

    @Option(names = "--list", description = "Lists the scenarios, and measures nothing.")
    private boolean list;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean help;

    BenchMain(PrintStream out) {
        this.out = out;
    }

    /** For tests: as little as possible of all. */
    BenchMain tiny() {
        scale = Scale.TINY;
        return this;
    }

    /**
     * Ends with status 0 if all was measured, 1 if something could not be, 2 if the arguments make no sense.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(commandLine(new BenchMain(System.out)).execute(args));
    }

    static CommandLine commandLine(BenchMain main) {
        return new CommandLine(main).setExecutionExceptionHandler((failure, line, result) -> {
            line.getErr().println("pgqueue bench: " + failure.getMessage());
            return 1;
        });
    }

    @Override
    public Integer call() throws Exception {
        Logs.quiet();
        Plan plan = plan();
        if (list) {
            plan.scenarios().forEach(scenario -> out.printf("%-20s  %s%n", scenario.name(), scenario.title()));
            return 0;
        }
        Server server = BenchServer.open(url);
        try (server) {
            return run(plan);
        }
    }

    private Plan plan() {
        if (quick && medium) {
            throw refused("--quick and --medium exclude each other");
        }
        scale = quick ? Scale.QUICK : medium ? Scale.MEDIUM : scale;
        List<Scenario> all = Catalog.of(scale);
        for (String name : only) {
            if (all.stream().noneMatch(scenario -> scenario.name().equals(name))) {
                throw refused("--only must name scenarios of --list: " + name);
            }
        }
        if (rounds != null && rounds < 1) {
            throw refused("--rounds must be 1 or more: " + rounds);
        }
        return new Plan(
                scale,
                rounds == null ? scale.rounds() : rounds,
                all.stream()
                        .filter(scenario -> only.isEmpty() || only.contains(scenario.name()))
                        .toList());
    }

    private ParameterException refused(String what) {
        return new ParameterException(spec == null ? commandLine(this) : spec.commandLine(), what);
    }

    private static String conditions(Plan plan, String machine) {
        return machine + "scale: " + plan.scale() + ", " + plan.rounds() + " rounds at most\n";
    }

    private Map<String, String> settings() {
        return BenchServer.isOwn(url) ? BenchServer.settings() : Map.of();
    }

    private int run(Plan plan) throws Exception {
        String conditions = Conditions.text(Server.url());
        String before = Conditions.load();
        out.println(conditions + "before, " + before + "\n");
        Results results = new Rounds(plan, out).run();
        String load = "before, " + before + "; after, " + Conditions.load();
        out.println("\n" + new RatioTable(plan.scenarios(), results).text());
        if (json != null) {
            new JsonFile(plan.scenarios(), results).write(json);
            out.println("Written: " + json);
        }
        if (report != null) {
            Report written = new Report(plan.scenarios(), results, conditions(plan, conditions), load, settings());
            out.println("Written: " + written.write(report));
        }
        results.failures().forEach(failure -> out.println("failed: " + failure));
        return results.failures().isEmpty() ? 0 : 1;
    }
}
