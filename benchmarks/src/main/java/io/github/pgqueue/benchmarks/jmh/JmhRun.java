package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.benchmarks.server.Conditions;
import io.github.pgqueue.benchmarks.server.Server;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** What the arguments ask for: all benchmarks that they name, in rounds on one server, or something to read. */
public final class JmhRun {

    private final Arguments arguments;
    private final PrintStream out;

    /**
     * Measures nothing yet.
     *
     * @param out takes what is found
     * @param args JMH's options, and {@code --quick}
     * @throws CommandLineOptionException if they make no sense
     */
    public JmhRun(PrintStream out, String... args) throws CommandLineOptionException {
        this.arguments = new Arguments(args);
        this.out = out;
    }

    /**
     * Does it.
     *
     * @throws RunnerException if a benchmark fails, or a job was lost
     * @throws IOException if there is nothing to read
     */
    public void run() throws RunnerException, IOException {
        if (!onlyTells()) {
            measure();
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
