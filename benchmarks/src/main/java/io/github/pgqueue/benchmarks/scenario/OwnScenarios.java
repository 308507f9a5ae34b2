package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.DbScheduler;
import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.contender.RawSql;
import io.github.pgqueue.benchmarks.contender.RawSql.Completion;
import io.github.pgqueue.benchmarks.crowd.Crowd;
import io.github.pgqueue.benchmarks.measure.CrowdRate;
import io.github.pgqueue.benchmarks.measure.DrainRate;
import io.github.pgqueue.benchmarks.measure.DueJobs;
import io.github.pgqueue.benchmarks.measure.ManyQueues;
import io.github.pgqueue.benchmarks.measure.Measurement;
import io.github.pgqueue.benchmarks.measure.SmallHeap;
import io.github.pgqueue.benchmarks.measure.SnapshotRate;
import io.github.pgqueue.benchmarks.result.Figure;
import java.time.Duration;
import java.util.List;

/** What makes queues slow, and how much it does. */
final class OwnScenarios {

    private static final int WORKERS = 10;
    private static final int RAW_CLIENTS = 4;

    private final Scale scale;

    OwnScenarios(Scale scale) {
        this.scale = scale;
    }

    List<Scenario> all() {
        return List.of(oldSnapshot(), oldSnapshotOfLongerJobs(), backlog(), kept(), queues(), due(), heap());
    }

    private Scenario oldSnapshot() {
        Contender raw = RawSql.batches(100, Completion.DELETE);
        return Scenario.named("old-snapshot", "While somebody holds an old snapshot", Unit.PER_SECOND)
                .meaning("""
                        The table is kept full, and at the end of the time it is counted how fast jobs are done. A
                        transaction that stays open keeps the server from clearing away what was done since, and each
                        claim may have to walk past that.""")
                .sizes(
                        "held for %.1f s, of which the last quarter counts, after %s",
                        scale.hold().toMillis() / 1000.0, scale.warmUp())
                .mostRounds(scale == Scale.QUICK ? 1 : 3)
                .entry("pgqueue", snapshot(Pgqueue.byPgjdbc(), WORKERS, Duration.ZERO, false))
                .entry("pgqueue, snapshot held", snapshot(Pgqueue.byPgjdbc(), WORKERS, Duration.ZERO, true))
                .entry("raw", snapshot(raw, RAW_CLIENTS, Duration.ZERO, false))
                .entry("raw, snapshot held", snapshot(raw, RAW_CLIENTS, Duration.ZERO, true))
                .ratio("old_snapshot_vs_own", "pgqueue, snapshot held", "pgqueue", Target.atLeast(0.5))
                .ratio("old_snapshot_vs_own_raw", "raw, snapshot held", "raw")
                .build();
    }

    private Scenario oldSnapshotOfLongerJobs() {
        Duration work = Duration.ofMillis(10);
        return Scenario.named(
                        "old-snapshot-10ms",
                        "While somebody holds an old snapshot, jobs that take 10 ms, 100 workers",
                        Unit.PER_SECOND)
                .meaning("""
                        The same with jobs that are claimed one by one as workers become free, and not held by the
                        hundred for a moment.""")
                .sizes(
                        "held for %.1f s, of which the last quarter counts, after %s",
                        scale.hold().toMillis() / 1000.0, scale.warmUp())
                .mostRounds(3)
                .entry("pgqueue", snapshot(Pgqueue.byPgjdbc(), 100, work, false))
                .entry("pgqueue, snapshot held", snapshot(Pgqueue.byPgjdbc(), 100, work, true))
                .ratio("old_snapshot_10ms_vs_own", "pgqueue, snapshot held", "pgqueue", Target.atLeast(0.5))
                .build();
    }

    private Measurement snapshot(Contender contender, int workers, Duration work, boolean held) {
        return new SnapshotRate(
                contender,
                workers,
                work,
                held,
                scale.warmUp(),
                scale.hold(),
                scale.hold().dividedBy(4));
    }

    private Scenario backlog() {
        int rows = scale.rows(10_000_000);
        return Scenario.named("backlog", "A backlog of " + Figure.count(rows) + " jobs", Unit.PER_SECOND)
                .meaning("""
                        How fast as many jobs are done where that is all, and where millions more of the same queue
                        wait. The large backlog is made once, by the server, and for each round as many are pushed as
                        the one before has done.""")
                .sizes("%,d jobs a round, of %,d, after %s", scale.bigDrain(), rows, scale.longWarmUp())
                .preparedOnce()
                .entry("small", new CrowdRate(Crowd.NONE, 0, scale.bigDrain(), scale.longWarmUp()))
                .entry("large", new CrowdRate(Crowd.WAITING, rows, scale.bigDrain(), scale.longWarmUp()))
                .ratio("backlog_large_vs_small", "large", "small", Target.atLeast(0.9))
                .build();
    }

    private Scenario kept() {
        int rows = scale.rows(5_000_000);
        return Scenario.named("kept", "Beside " + Figure.count(rows) + " finished jobs", Unit.PER_SECOND)
                .meaning("""
                        How fast jobs are done in a table that keeps finished ones of the same queue, which are made
                        once, by the server.""")
                .sizes("%,d jobs a round, beside %,d, after %s", scale.bigDrain(), rows, scale.longWarmUp())
                .preparedOnce()
                .entry("nothing kept", new CrowdRate(Crowd.NONE, 0, scale.bigDrain(), scale.longWarmUp()))
                .entry("many kept", new CrowdRate(Crowd.FINISHED, rows, scale.bigDrain(), scale.longWarmUp()))
                .ratio("kept_vs_none", "many kept", "nothing kept", Target.atLeast(0.9))
                .build();
    }

    private Scenario queues() {
        int queues = scale == Scale.TINY ? 10 : 1000;
        return Scenario.named("queues-1000", "A thousand queues in one process", Unit.PER_SECOND)
                .meaning(
                        "Each queue has one worker and twenty jobs; beside it one queue with ten workers has them all.")
                .sizes("%,d queues of 20 jobs, after %s", queues, scale.longWarmUp())
                .entry("one queue", drain(queues * 20))
                .entry("1000 queues", new ManyQueues(queues, 20, scale.longWarmUp()))
                .ratio("queues_1000_vs_one", "1000 queues", "one queue")
                .build();
    }

    private Measurement drain(int jobs) {
        return new DrainRate(Pgqueue.byPgjdbc(), jobs, WORKERS, scale.longWarmUp(), Duration.ZERO, scale.limit());
    }

    private Scenario due() {
        int jobs = scale == Scale.TINY ? 50 : 5000;
        return Scenario.named("due-5000", "Five thousand jobs that are due at one moment", Unit.PER_SECOND)
                .meaning("""
                        They are pushed ahead; the clock runs from the moment at which they are due until each row is
                        done.""")
                .sizes("%,d jobs, pushed two seconds ahead, after %s", jobs, scale.longWarmUp())
                .entry("pgqueue", due(Pgqueue.byPgjdbc(), jobs))
                .entry("db-scheduler-tuned", due(new DbScheduler(true), jobs))
                .ratio("due_5000_vs_db_scheduler", "pgqueue", "db-scheduler-tuned")
                .build();
    }

    private Measurement due(Contender contender, int jobs) {
        return new DueJobs(contender, jobs, WORKERS, Duration.ofSeconds(2), scale.longWarmUp());
    }

    private Scenario heap() {
        return Scenario.named(
                        "small-heap",
                        Figure.count(scale.heapJobs()) + " jobs of 1 kB in a JVM with 64 MB",
                        Unit.PER_SECOND)
                .meaning("""
                        A process of its own, started with -Xmx64m, does all jobs; beside its speed stand the bytes that
                        it allocates for each, as far as its threads live until the end.""")
                .sizes("%,d jobs of 1,000 bytes, 10 workers, -Xmx64m", scale.heapJobs())
                .mostRounds(2)
                .entry("pgqueue", new SmallHeap(scale.heapJobs(), 1000, "64m"))
                .build();
    }
}
