package io.github.pgqueue.benchmarks;

import io.github.pgqueue.benchmarks.server.Conditions;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import io.github.pgqueue.benchmarks.shared.Opened;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a single job costs when many idle processes wait for it.
 *
 * <p>{@code java -cp benchmarks.jar io.github.pgqueue.benchmarks.HerdMain [jobs [nodes...]]}. All nodes are in this
 * process, each with connections, threads and a listener of its own, which makes it harder for them than for as many
 * machines.
 */
public final class HerdMain {

    private static final int JOBS = 200;
    private static final List<Integer> NODES = List.of(1, 2, 10, 50);
    private static final List<String> BACKENDS = List.of("pgjdbc", "pgjdbc-ng");

    private HerdMain() {}

    /**
     * Prints a line for each backend and number of nodes.
     *
     * @param arguments how many jobs, and the numbers of nodes, by default 1, 2, 10 and 50
     * @throws Exception if the server refuses, or the process is told to stop
     */
    public static void main(String... arguments) throws Exception {
        Logs.quiet();
        run(System.out, arguments);
    }

    static void run(PrintStream out, String... arguments) throws SQLException, InterruptedException {
        int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : JOBS;
        List<Integer> numbers = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList()
                : NODES;
        try (Opened places = new Opened()) {
            places.keep(Server.open());
            out.println(Conditions.text(Server.url()) + Conditions.load());
            for (String backend : BACKENDS) {
                for (int number : numbers) {
                    try (HerdPlace place = new HerdPlace(Server.url(), backend, number)) {
                        HerdPlace.Cost cost = place.measure(jobs);
                        out.printf(
                                Locale.ROOT,
                                "%-9s  %2d nodes  %5.1f statements a job  insert to handler p50 %.2f  p99 %.2f ms%n",
                                backend,
                                number,
                                cost.statements(),
                                cost.millis(0.5),
                                cost.millis(0.99));
                    }
                }
            }
        }
    }
}
