package io.github.pgqueue.benchmarks;

import io.github.pgqueue.Wake;
import io.github.pgqueue.benchmarks.result.Spread;
import io.github.pgqueue.benchmarks.server.Conditions;
import io.github.pgqueue.benchmarks.server.Server;
import io.github.pgqueue.benchmarks.shared.Logs;
import io.github.pgqueue.benchmarks.shared.Opened;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What it costs a push that other processes are woken, by the way in which they are.
 *
 * <p>{@code java -cp benchmarks.jar io.github.pgqueue.benchmarks.WakeMain [millis [rounds [threads...]]]}. In each
 * round all ways are measured one after the other, so that they meet the same noise; the ratio is the median of the
 * rounds' ratios to pushes that wake nobody.
 */
public final class WakeMain {

    private static final long MILLIS = 3000;
    private static final int ROUNDS = 7;
    private static final List<Integer> THREADS = List.of(1, 8, 32);

    private final Duration time;
    private final int rounds;
    private final List<Integer> threads;

    private WakeMain(String... arguments) {
        time = Duration.ofMillis(arguments.length > 0 ? Long.parseLong(arguments[0]) : MILLIS);
        rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        threads = arguments.length > 2
                ? Arrays.stream(arguments).skip(2).map(Integer::valueOf).toList()
                : THREADS;
    }

    /**
     * Prints a line for each way and number of threads.
     *
     * @param arguments milliseconds of a measurement, rounds, and the numbers of threads, by default 1, 8 and 32
     * @throws InterruptedException if the process is told to stop
     */
    public static void main(String... arguments) throws InterruptedException {
        Logs.quiet();
        run(System.out, arguments);
    }

    static void run(PrintStream out, String... arguments) throws InterruptedException {
        WakeMain main = new WakeMain(arguments);
        try (Opened places = new Opened()) {
            places.keep(Server.open());
            out.println(Conditions.text(Server.url()) + Conditions.load());
            out.printf(Locale.ROOT, "%d ms each, %d rounds%n", main.time.toMillis(), main.rounds);
            WakePlace place = places.keep(new WakePlace(Server.url()));
            main.measure(place).forEach((threads, speeds) -> main.print(out, threads, speeds));
        }
    }

    /** Pushes a second by number of threads and way, a figure for each round but the first, which warms up. */
    private Map<Integer, Map<Wake, double[]>> measure(WakePlace place) throws InterruptedException {
        Map<Integer, Map<Wake, double[]>> speeds = new TreeMap<>();
        Wake[] ways = Wake.values();
        for (int round = -1; round < rounds; round++) {
            for (int number : threads) {
                for (int turn = 0; turn < ways.length; turn++) {
                    Wake way = ways[Math.floorMod(turn + round, ways.length)];
                    double speed = place.push(way, number, time);
                    if (round >= 0) {
                        speeds.computeIfAbsent(number, same -> new EnumMap<>(Wake.class))
                                .computeIfAbsent(way, same -> new double[rounds])[round] = speed;
                    }
                }
            }
        }
        return speeds;
    }

    private void print(PrintStream out, int number, Map<Wake, double[]> speeds) {
        double[] silent = Objects.requireNonNull(speeds.get(Wake.NONE), "the measure for the others");
        speeds.forEach((way, speed) -> {
            Spread ratio = Spread.ofRatios(speed, silent);
            out.printf(
                    Locale.ROOT,
                    "%2d threads, %-13s  ratio %.2f  (%.2f to %.2f)  %6.0f pushes/s%n",
                    number,
                    way.name().toLowerCase(Locale.ROOT),
                    ratio.median(),
                    ratio.lowest(),
                    ratio.highest(),
                    Spread.of(speed).median());
        });
    }
}
