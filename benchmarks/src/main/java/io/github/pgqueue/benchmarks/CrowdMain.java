package io.github.pgqueue.benchmarks;

import io.github.pgqueue.benchmarks.crowd.Crowd;
import io.github.pgqueue.benchmarks.crowd.CrowdPlace;
import io.github.pgqueue.benchmarks.result.Spread;
import io.github.pgqueue.benchmarks.server.Conditions;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import io.github.pgqueue.benchmarks.shared.Opened;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How much slower jobs are done beside millions that are finished, later or of other queues.
 *
 * <p>{@code java -cp benchmarks.jar io.github.pgqueue.benchmarks.CrowdMain [rows [jobs [rounds [crowd...]]]]}. Each
 * crowd has a table of its own on one server; in each round all queues are drained one after the other, so that
 * they meet the same noise; the ratio is the median of the rounds' ratios to the table without a crowd.
 */
public final class CrowdMain {

    private static final long ROWS = 5_000_000;
    private static final int JOBS = 20_000;
    private static final int ROUNDS = 7;

    private final long rows;
    private final int jobs;
    private final int rounds;
    private final List<Crowd> crowds;

    private CrowdMain(String... arguments) {
        rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : ROWS;
        jobs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : JOBS;
        rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
        List<String> names = Arrays.asList(arguments).subList(Math.min(3, arguments.length), arguments.length);
        crowds = Arrays.stream(Crowd.values())
                .filter(crowd -> crowd == Crowd.NONE || names.isEmpty() || names.contains(crowd.option()))
                .toList();
    }

    /**
     * Prints a line for each crowd.
     *
     * @param arguments rows of a crowd, jobs of a round, rounds, and the crowds, by default all
     * @throws InterruptedException if the process is told to stop
     */
    public static void main(String... arguments) throws InterruptedException {
        Logs.quiet();
        run(System.out, arguments);
    }

    static void run(PrintStream out, String... arguments) throws InterruptedException {
        CrowdMain main = new CrowdMain(arguments);
        try (Opened places = new Opened()) {
            places.keep(Server.open());
            out.println(Conditions.text(Server.url()) + Conditions.load());
            out.printf(Locale.ROOT, "%d rows beside, %d jobs a round, %d rounds%n", main.rows, main.jobs, main.rounds);
            List<CrowdPlace> all = new ArrayList<>();
            for (Crowd crowd : main.crowds) {
                all.add(places.keep(new CrowdPlace(Server.url(), crowd, main.rows)));
            }
            main.print(out, main.measure(all));
        }
    }

    /** Jobs a second by crowd, a figure for each round but the first, which warms up. */
    private Map<Crowd, double[]> measure(List<CrowdPlace> places) throws InterruptedException {
        Map<Crowd, double[]> speeds = new EnumMap<>(Crowd.class);
        for (int round = -1; round < rounds; round++) {
            for (int turn = 0; turn < places.size(); turn++) {
                CrowdPlace place = places.get(Math.floorMod(turn + round, places.size()));
                double speed = place.drain(jobs);
                if (round >= 0) {
                    speeds.computeIfAbsent(place.crowd(), crowd -> new double[rounds])[round] = speed;
                }
            }
        }
        return speeds;
    }

    private void print(PrintStream out, Map<Crowd, double[]> speeds) {
        double[] alone = Objects.requireNonNull(speeds.get(Crowd.NONE), "the measure for the others");
        speeds.forEach((crowd, speed) -> {
            Spread ratio = Spread.ofRatios(speed, alone);
            out.printf(
                    Locale.ROOT,
                    "beside %-28s %6.0f jobs/s  ratio %.2f  (%.2f to %.2f)%n",
                    crowd.title(),
                    Spread.of(speed).median(),
                    ratio.median(),
                    ratio.lowest(),
                    ratio.highest());
        });
    }
}
