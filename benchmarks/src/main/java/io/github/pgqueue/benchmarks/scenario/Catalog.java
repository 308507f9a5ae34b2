package io.github.pgqueue.benchmarks.scenario;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** All scenarios at a scale. */
public final class Catalog {

    private Catalog() {}

    /**
     * Those that a run of this scale has.
     *
     * @param scale how much is done
     */
    public static List<Scenario> of(Scale scale) {
        List<Scenario> all = Stream.of(
                        new PushScenarios(scale).all(),
                        new DrainScenarios(scale).all(),
                        new PickupScenarios(scale).all(),
                        new LatencyScenarios(scale).all(),
                        new OwnScenarios(scale).all())
                .flatMap(Collection::stream)
                .toList();
        return scale == Scale.QUICK
                ? all.stream().filter(Scenario::isMain).map(Scenario::quick).toList()
                : all;
    }
}
