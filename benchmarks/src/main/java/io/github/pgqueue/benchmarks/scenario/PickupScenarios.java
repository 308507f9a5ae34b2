package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.benchmarks.measure.Measurement;
import io.github.pgqueue.benchmarks.pickup.KeptPlace;
import io.github.pgqueue.benchmarks.pickup.KeptPlaces;
import io.github.pgqueue.benchmarks.pickup.PickupPlace;
import io.github.pgqueue.benchmarks.pickup.PickupTime;
import io.github.pgqueue.benchmarks.pickup.Rung;
import java.util.List;

/** From the commit in one process to the handler's start in another, on an idle queue, beside its floor. */
final class PickupScenarios {

    private static final String FLOOR_CLAIM = "floor + claim";
    private static final String P99 = PickupTime.P99;
    private static final String FROM_CALL = PickupTime.FROM_CALL;

    private final Scale scale;
    private final KeptPlace floor;
    private final KeptPlace floorWithClaim;
    private final KeptPlace byPgjdbc;
    private final KeptPlace byPgjdbcOnOwnSockets;
    private final KeptPlace byPgjdbcNg;
    private final KeptPlace byVertx;

    PickupScenarios(Scale scale) {
        this.scale = scale;
        KeptPlaces places = new KeptPlaces(scale.singleWarmUp(), scale.pause());
        floor = places.keep(PickupPlace::floor);
        floorWithClaim = places.keep(PickupPlace::floorWithClaim);
        byPgjdbc = places.keep(() -> PickupPlace.queue("pgjdbc"));
        byPgjdbcOnOwnSockets = places.keep(PickupPlace::queueOnOwnSockets);
        byPgjdbcNg = places.keep(() -> PickupPlace.queue("pgjdbc-ng"));
        byVertx = places.keep(() -> PickupPlace.queue("pgjdbc+vertx"));
    }

    List<Scenario> all() {
        return List.of(pickup());
    }

    private Scenario pickup() {
        return Scenario.named("pickup", "From the commit to the handler in another process, idle", Unit.MILLIS)
                .meaning("""
                        The median from the return of the commit in one process to the handler's start in another, one job
                        at a time. The floor is what nobody could save: a process that reads the notification off the
                        bare socket, and on the same thread fetches one row of a small table by one prepared UPDATE, whose
                        commit it waits for. `floor + claim` is the same where the row is one of pgqueue's table, and the
                        UPDATE says who claims, when, and by which attempt: a durable claim, without pgqueue's engine and
                        its looks at what is paused and what else waits. Between both is what the table costs, and only
                        a claim that writes less would move that. Jobs come by push,
                        which rings after its commit, and by plain SQL, which rings with it; the floor is rung in the
                        same two ways. The floor's ring is sent when its commit has returned; that of a push is sent
                        together with the job where little is pushed, and so is under way while the push returns, which
                        takes a little longer for that. So there is the time from the call beside, and its ratio:
                        nothing can be gained there by moving work from after the commit to before it. All workers run all the time, each in a process and with a database of its own.""")
                .sizes(
                        "%,d jobs a round, one every %d ms on average, after %,d without a pause to warm up",
                        scale.singleJobs(), scale.pause().toMillis(), scale.singleWarmUp())
                .preparedOnce()
                .entry("floor", time(floor, Rung.AFTER_COMMIT))
                .entry(FLOOR_CLAIM, time(floorWithClaim, Rung.AFTER_COMMIT))
                .entry("pgqueue", time(byPgjdbc, Rung.AFTER_COMMIT))
                .entry("pgqueue-pgjdbc-ng", time(byPgjdbcNg, Rung.AFTER_COMMIT))
                .entry("pgqueue, vertx listens", time(byVertx, Rung.AFTER_COMMIT))
                .entry("pgqueue, own sockets", time(byPgjdbcOnOwnSockets, Rung.AFTER_COMMIT))
                .entry("floor, plain SQL", time(floor, Rung.WITH_COMMIT))
                .entry("pgqueue, plain SQL", time(byPgjdbc, Rung.WITH_COMMIT))
                .entry("pgqueue-pgjdbc-ng, plain SQL", time(byPgjdbcNg, Rung.WITH_COMMIT))
                .ratio("pickup_p50_vs_floor_pgjdbc", "pgqueue", "floor", Target.atMost(1.5))
                .limitedBy("pickup_p50_limit_vs_floor", FLOOR_CLAIM, "floor")
                .ratio("pickup_p50_vs_floor_pgjdbc_ng", "pgqueue-pgjdbc-ng", "floor", Target.atMost(1.5))
                .limitedBy("pickup_p50_limit_vs_floor", FLOOR_CLAIM, "floor")
                .ratio("pickup_p99_vs_floor_pgjdbc", "pgqueue", "floor", P99, Target.atMost(2))
                .limitedBy("pickup_p99_limit_vs_floor", FLOOR_CLAIM, "floor")
                .ratio("pickup_p99_vs_floor_pgjdbc_ng", "pgqueue-pgjdbc-ng", "floor", P99, Target.atMost(2))
                .limitedBy("pickup_p99_limit_vs_floor", FLOOR_CLAIM, "floor")
                .ratio("pickup_p50_vs_floor_claim_pgjdbc", "pgqueue", FLOOR_CLAIM)
                .ratio("pickup_p50_vs_floor_claim_pgjdbc_ng", "pgqueue-pgjdbc-ng", FLOOR_CLAIM)
                .ratio("pickup_from_call_p50_vs_floor_pgjdbc", "pgqueue", "floor", FROM_CALL)
                .ratio("pickup_from_call_p50_vs_floor_pgjdbc_ng", "pgqueue-pgjdbc-ng", "floor", FROM_CALL)
                .ratio("pickup_p50_vs_floor_vertx", "pgqueue, vertx listens", "floor")
                .ratio("pickup_p50_vs_floor_own_sockets", "pgqueue, own sockets", "floor")
                .ratio("pickup_sql_p50_vs_floor_pgjdbc", "pgqueue, plain SQL", "floor, plain SQL")
                .ratio("pickup_sql_p50_vs_floor_pgjdbc_ng", "pgqueue-pgjdbc-ng, plain SQL", "floor, plain SQL")
                .build();
    }

    private Measurement time(KeptPlace place, Rung rung) {
        return new PickupTime(place, rung, scale.singleJobs(), scale.pause());
    }
}
