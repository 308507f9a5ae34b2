package io.github.pgqueue.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the benchmarks: {@code java -jar benchmarks.jar}, with {@code -h} for the options. */
public final class Main {

    private final Arguments arguments;
    private final PrintStream out;

    private Main(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /**
     * Ends with status 0 if all was measured, and no job was lost.
     *
     * @param args JMH's options, and {@code --quick}
     */
    public static void main(String[] args) {
        try {
            run(System.out, args);
        } catch (CommandLineOptionException | RunnerException | IOException | RuntimeException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(1);
        }
    }

    static void run(PrintStream out, String... args) throws CommandLineOptionException, RunnerException, IOException {
        Logs.quiet();
        Main main = new Main(new Arguments(args), out);
        if (!main.onlyTells()) {
            main.measure();
        }
    }

    /** JMH's options that measure nothing. */
    private boolean onlyTells() throws IOException {
        CommandLineOptions given = arguments.given();
        if (given.shouldHelp()) {
            out.println(Arguments.help());
            given.showHelp();
        } else if (given.shouldList()) {
            new Runner(given).list();
        } else if (given.shouldListWithParams()) {
            new Runner(given).listWithParams(given);
        } else if (given.shouldListProfilers()) {
            given.listProfilers();
        } else if (given.shouldListResultFormats()) {
            given.listResultFormats();
        } else {
            return false;
        }
        return true;
    }

    private void measure() throws RunnerException {
        try (Server server = Server.openWithTls()) {
            String conditions = Conditions.text(Server.url());
            out.println(conditions + "before, " + Conditions.load() + "\n");
            Collection<RunResult> results = allRounds(server);
            out.println("\n" + conditions + "after, " + Conditions.load() + "\n");
            out.println(new LatencyTable(results).text() + new RateTable(results).text());
            if (arguments.wantsResultFile()) {
                ResultFormatFactory.getInstance(arguments.resultFormat(), arguments.resultFile())
                        .writeOut(results);
                out.println("Written: " + arguments.resultFile());
            }
        }
    }

    private Collection<RunResult> allRounds(Server server) throws RunnerException {
        Rounds rounds = new Rounds();
        for (int round = 1; round <= arguments.rounds(); round++) {
            out.println("round " + round + " of " + arguments.rounds());
            rounds.run(arguments.oneRound(server), new Progress(out));
        }
        return rounds.results();
    }
}
