package io.github.pgqueue.chaos.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults come, and when. The same seed gives the same faults. Immutable.
 *
 * @param seed of the run
 * @param time how long there are faults
 * @param workers how many worker processes there are
 * @param pushers how many pusher processes there are
 * @param ownServer whether the server may be stopped
 */
public record FaultPlan(long seed, Duration time, int workers, int pushers, boolean ownServer) {

    /** At the beginning all processes start. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /**
     * The faults of one lane.
     *
     * @param lane which
     * @return one after the other, all of them over before the time is
     */
    public List<PlannedFault> of(FaultKind.Lane lane) {
        Seeded random = new Seeded(new Random(Seeded.mix(seed, 1_000 + lane.ordinal())));
        List<FaultKind> kinds = kinds(lane);
        List<PlannedFault> faults = new ArrayList<>();
        Duration at = QUIET.plus(random.millis(lane.leastGap(), lane.mostGap()));
        while (true) {
            FaultKind kind = kinds.get(random.below(kinds.size()));
            Duration length = random.millis(kind.leastMillis(), kind.mostMillis());
            int target = random.below(lane == FaultKind.Lane.PUSHERS ? pushers : workers);
            if (at.plus(length).compareTo(time) > 0) {
                return List.copyOf(faults);
            }
            faults.add(new PlannedFault(at, kind, target, length));
            at = at.plus(length).plus(random.millis(lane.leastGap(), lane.mostGap()));
        }
    }

    /** Each as often as its weight says. */
    private List<FaultKind> kinds(FaultKind.Lane lane) {
        List<FaultKind> kinds = new ArrayList<>();
        Arrays.stream(FaultKind.values())
                .filter(kind -> kind.lane() == lane && (ownServer || !kind.needsOwnServer()))
                .forEach(kind -> kinds.addAll(Collections.nCopies(kind.weight(), kind)));
        return kinds;
    }
}
