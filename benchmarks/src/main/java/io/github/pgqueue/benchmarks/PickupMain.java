package io.github.pgqueue.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * From the commit in one process to the handler's start in another, on idle queues, beside the least that it could be.
 *
 * <p>{@code java -cp benchmarks.jar io.github.pgqueue.benchmarks.PickupMain [jobs [pauseMillis [rounds [warmUpJobs]]]]}.
 * In each round all are measured one after the other, so that they meet the same noise; a ratio is the median of the
 * rounds' ratios to a bare wire and one fetch.
 */
public final class PickupMain {

    private static final int JOBS = 400;
    private static final int PAUSE_MILLIS = 15;
    private static final int ROUNDS = 7;
    private static final int WARM_UP_JOBS = 3000;

    private static final double P50 = 0.5;
    private static final double P99 = 0.99;

    private final int jobs;
    private final Duration pause;
    private final int rounds;
    private final int warmUpJobs;

    private PickupMain(String... arguments) {
        jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : JOBS;
        pause = Duration.ofMillis(arguments.length > 1 ? Integer.parseInt(arguments[1]) : PAUSE_MILLIS);
        rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
        warmUpJobs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : WARM_UP_JOBS;
    }

    /**
     * Prints a line for each way to be rung and each that is.
     *
     * @param arguments jobs of a measurement, the mean pause between two in milliseconds, rounds, and jobs without a
     *     pause before the first that counts
     */
    public static void main(String... arguments) {
        Logs.quiet();
        run(System.out, arguments);
    }

    static void run(PrintStream out, String... arguments) {
        PickupMain main = new PickupMain(arguments);
        try (Opened opened = new Opened()) {
            opened.keep(Server.open());
            out.println(Conditions.text(Server.url()) + "before, " + Conditions.load());
            out.printf(
                    Locale.ROOT,
                    "%d rounds of %d jobs each, one every %d ms%n%n",
                    main.rounds,
                    main.jobs,
                    main.pause.toMillis());
            List<PickupPlace> places = new ArrayList<>();
            places.add(opened.keep(new FloorPlace(FloorTable.SMALL)));
            places.add(opened.keep(new QueuePlace("pgjdbc", "pgjdbc", "")));
            places.add(opened.keep(new QueuePlace("pgjdbc-ng", "pgjdbc-ng", "")));
            places.add(opened.keep(new QueuePlace(
                    "pgjdbc, own sockets", "pgjdbc", "socketFactory=" + PlainSocketFactory.class.getName())));
            main.measure(places).forEach((rung, found) -> print(out, rung, found));
            out.println("after, " + Conditions.load());
        }
    }

    private Map<Rung, Map<String, Pickups>> measure(List<PickupPlace> places) {
        places.forEach(this::warmUp);
        Map<Rung, Map<String, Pickups>> found = new EnumMap<>(Rung.class);
        for (int round = -1; round < rounds; round++) {
            for (Rung rung : Rung.values()) {
                for (int turn = 0; turn < places.size(); turn++) {
                    PickupPlace place = places.get(Math.floorMod(turn + round, places.size()));
                    Map<String, long[]> nanos = measure(place, rung);
                    if (round >= 0) {
                        add(found.computeIfAbsent(rung, same -> names(places)), round, nanos);
                    }
                }
            }
            places.forEach(PickupPlace::settle);
        }
        return found;
    }

    private void warmUp(PickupPlace place) {
        for (int job = 0; job < warmUpJobs; job++) {
            place.once(Rung.values()[job % Rung.values().length]);
        }
        place.settle();
    }

    /** In the order of the places, whichever is measured first. */
    private Map<String, Pickups> names(List<PickupPlace> places) {
        Map<String, Pickups> names = new LinkedHashMap<>();
        places.forEach(place -> place.names().forEach(name -> names.put(name, new Pickups(rounds))));
        return names;
    }

    private static void add(Map<String, Pickups> found, int round, Map<String, long[]> nanos) {
        nanos.forEach(
                (name, times) -> Objects.requireNonNull(found.get(name), name).add(round, times));
    }

    private Map<String, long[]> measure(PickupPlace place, Rung rung) {
        Map<String, long[]> nanos = new LinkedHashMap<>();
        place.names().forEach(name -> nanos.put(name, new long[jobs]));
        for (int job = 0; job < jobs; job++) {
            rest();
            long[] times = place.once(rung);
            int part = 0;
            for (long[] all : nanos.values()) {
                all[job] = times[part++];
            }
        }
        return nanos;
    }

    /** Of random length, so that it does not keep step with anything that ticks. */
    private void rest() {
        long mean = pause.toNanos();
        LockSupport.parkNanos(mean / 2 + ThreadLocalRandom.current().nextLong(mean + 1));
    }

    private static void print(PrintStream out, Rung rung, Map<String, Pickups> found) {
        Pickups floor = Objects.requireNonNull(found.get("bare wire and one fetch"), "the measure for the others");
        found.forEach((name, pickups) -> out.printf(
                Locale.ROOT,
                "%s  %-23s  p50 %s ms  ratio %s   p99 %s ms  ratio %s  of all jobs %.2f, ratio %.2f%n",
                rung,
                name,
                Pickups.spread(pickups.each(P50)),
                Pickups.spread(ratios(pickups.each(P50), floor.each(P50))),
                Pickups.spread(pickups.each(P99)),
                Pickups.spread(ratios(pickups.each(P99), floor.each(P99))),
                pickups.all(P99),
                pickups.all(P99) / floor.all(P99)));
        out.println();
    }

    private static double[] ratios(double[] values, double[] floor) {
        double[] ratios = new double[values.length];
        Arrays.setAll(ratios, round -> values[round] / floor[round]);
        return ratios;
    }
}
