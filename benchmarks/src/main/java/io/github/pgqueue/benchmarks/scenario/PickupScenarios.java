package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.benchmarks.measure.Measurement;
import java.util.List;

/** From the commit in one process to the handler's start in another, on an idle queue, beside its floor. */
final class PickupScenarios {

    private PickupScenarios() {}

    /**
     * Those that there is a program for. A program that measures the pick-up and its floor is plugged in here, by
     * {@link #of}.
     */
    static List<Scenario> plugged(Scale scale) {
        return List.of();
    }

    /**
     * Compares each backend with the least that it could be.
     *
     * @param floor the median of the floor, in milliseconds
     * @param byPgjdbc the median by pgjdbc
     * @param byPgjdbcNg the median by pgjdbc-ng
     */
    static Scenario of(Measurement floor, Measurement byPgjdbc, Measurement byPgjdbcNg) {
        return Scenario.named("pickup", "From the commit to the handler in another process, idle", Unit.MILLIS)
                .meaning("""
                        The median from the commit in one process to the handler's start in another, one job at a time.
                        The floor is a bare wire that is notified, and one fetch of the job.""")
                .entry("floor", floor)
                .entry("pgqueue", byPgjdbc)
                .entry("pgqueue-pgjdbc-ng", byPgjdbcNg)
                .ratio("pickup_p50_vs_floor_pgjdbc", "pgqueue", "floor")
                .ratio("pickup_p50_vs_floor_pgjdbc_ng", "pgqueue-pgjdbc-ng", "floor")
                .build();
    }
}
