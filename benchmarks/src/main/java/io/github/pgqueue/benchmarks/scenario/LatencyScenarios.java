package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.benchmarks.contender.CljPgqueue;
import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.DbQueue;
import io.github.pgqueue.benchmarks.contender.DbScheduler;
import io.github.pgqueue.benchmarks.contender.JobRunr;
import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.contender.SpringIntegration;
import io.github.pgqueue.benchmarks.measure.OpenLoop;
import io.github.pgqueue.benchmarks.measure.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How soon a job starts, by the rate at which they come. */
final class LatencyScenarios {

    private static final int WARM_UP_AT_MOST = 5000;

    /** At which each job finds all at rest. */
    private static final int IDLE_RATE = 40;

    private static final String MEANING = """
            The median from the moment at which a push is due, on a clock that waits for nobody, to its handler's start;
            beside it, from the return of the push. At forty a second all are idle between two jobs. JobRunr, which looks
            every five seconds at most, is left out at higher rates.""";

    private final Scale scale;

    LatencyScenarios(Scale scale) {
        this.scale = scale;
    }

    List<Scenario> all() {
        Stream<Scenario> here = IntStream.of(IDLE_RATE, 400, 1500).mapToObj(rate -> latency(Place.SAME_PROCESS, rate));
        Stream<Scenario> elsewhere = IntStream.of(IDLE_RATE, 400).mapToObj(rate -> latency(Place.OTHER_PROCESS, rate));
        return Stream.concat(here, elsewhere).toList();
    }

    private Scenario latency(Place place, int rate) {
        boolean here = place == Place.SAME_PROCESS;
        Scenario.Builder builder = Scenario.named(
                        (here ? "latency-" : "latency-other-") + rate,
                        "From push to handler, " + rate + " jobs a second, "
                                + (here ? "one process" : "handlers in another process"),
                        Unit.MILLIS)
                .meaning(MEANING)
                .sizes(
                        "%.2f s after %,d jobs to warm up, a thousand a second or more",
                        scale.longTime().toMillis() / 1000.0, warmUp());
        List<Contender> peers = peers(rate);
        Stream.concat(Stream.of(Pgqueue.byPgjdbc(), Pgqueue.byPgjdbcNg()), peers.stream())
                .forEach(each -> builder.entry(each.name(), openLoop(each, place, rate)));
        peers.forEach(peer -> builder.ratio(
                (builder.name() + "-vs-" + peer.name()).replace('-', '_'), "pgqueue", peer.name(), Target.atMost(1)));
        return builder.build();
    }

    private static List<Contender> peers(int rate) {
        List<Contender> peers = new ArrayList<>(
                List.of(new DbScheduler(true), new DbQueue(), new SpringIntegration(), new CljPgqueue()));
        if (rate <= IDLE_RATE) {
            peers.add(new JobRunr());
        }
        return peers;
    }

    private int warmUp() {
        return Math.min(WARM_UP_AT_MOST, scale.warmUp().jobs());
    }

    private OpenLoop openLoop(Contender contender, Place place, int rate) {
        return new OpenLoop(contender, place, rate, warmUp(), scale.longTime());
    }
}
