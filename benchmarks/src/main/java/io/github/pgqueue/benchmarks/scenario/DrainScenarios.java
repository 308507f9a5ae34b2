package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.benchmarks.contender.CljPgqueue;
import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.DbQueue;
import io.github.pgqueue.benchmarks.contender.DbScheduler;
import io.github.pgqueue.benchmarks.contender.JobRunr;
import io.github.pgqueue.benchmarks.contender.OwnTable;
import io.github.pgqueue.benchmarks.contender.OwnTable.Variant;
import io.github.pgqueue.benchmarks.contender.Pgmq;
import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.contender.RawSql;
import io.github.pgqueue.benchmarks.contender.RawSql.Completion;
import io.github.pgqueue.benchmarks.contender.SpringIntegration;
import io.github.pgqueue.benchmarks.measure.BareWork;
import io.github.pgqueue.benchmarks.measure.DrainRate;
import io.github.pgqueue.benchmarks.measure.Measurement;
import io.github.pgqueue.benchmarks.measure.MixedRate;
import io.github.pgqueue.benchmarks.measure.WarmUp;
import io.github.pgqueue.benchmarks.result.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How fast jobs are done. */
final class DrainScenarios {

    private static final int WORKERS = 10;
    private static final int RAW_CLIENTS = 4;
    private static final String KEEP_NONE = "pgqueue-keep-none";
    private static final int PRODUCERS = 8;

    private final Scale scale;

    DrainScenarios(Scale scale) {
        this.scale = scale;
    }

    List<Scenario> all() {
        return List.of(drain(), smallDrain(), mixed(), sleeping());
    }

    private Scenario drain() {
        return Scenario.named("drain", "Drain a large backlog of jobs that do nothing, 10 workers", Unit.PER_SECOND)
                .meaning("""
                        All jobs are there before the workers start; the clock stops when the table says that each is
                        done, or after the limit. `raw` claims and completes by the hundred on four clients; it loses
                        jobs with its process, and so is what a queue could reach, not what one does. `pgmq` is its SQL
                        with ten clients that read and delete by the hundred, as its users do for speed: a batch that
                        is lost comes again as a whole. By default pgqueue keeps jobs that are done for a day;
                        `pgqueue-keep-none` is set to keep them for no time, so that they are deleted like those of raw,
                        pgmq and db-scheduler, and is compared with these. The limits are bare statements too, on four clients. `table` claims
                        and ends jobs of pgqueue's table by five hundred, an UPDATE and a commit each: what there is to
                        reach while a claim writes a row. `table-lock` only locks the rows, and ends them in the same
                        transaction: what there is to reach with this table, whatever the engine does; and
                        `table-lock-delete` does the same and deletes them. `raw-lock` deletes too, but from raw's
                        table: what the server could do at best. A narrower row, and fewer indexes that an end
                        touches, would move these.""")
                .sizes(sizes(scale.bigDrain(), scale.longWarmUp()))
                .entry("raw", raw(100, Completion.DELETE, scale.bigDrain()))
                .entry("raw-lock-100", raw(100, Completion.LOCK, scale.bigDrain()))
                .entry("raw-lock-500", raw(500, Completion.LOCK, scale.bigDrain()))
                .entry("table", table(Variant.CLAIMED))
                .entry("table-lock", table(Variant.LOCKED))
                .entry("table-lock-delete", table(Variant.DELETED))
                .entry("raw-update", raw(100, Completion.UPDATE, scale.bigDrain()))
                .entry("raw-10", raw(10, Completion.DELETE, scale.bigDrain()))
                .entry("raw-1", raw(1, Completion.DELETE, scale.bigDrain()))
                .entry("pgqueue", drain(Pgqueue.byPgjdbc(), scale.bigDrain()))
                .entry(KEEP_NONE, drain(Pgqueue.byPgjdbc().keepingNone(), scale.bigDrain()))
                .entry("pgqueue-pgjdbc-ng", drain(Pgqueue.byPgjdbcNg(), scale.bigDrain()))
                .entry("db-scheduler-tuned", drain(new DbScheduler(true), scale.bigDrain()))
                .entry("db-scheduler", drain(new DbScheduler(false), scale.bigDrain()))
                .entry("jobrunr", drain(new JobRunr(), scale.bigDrain()))
                .entry("pgmq", drain(new Pgmq(), scale.bigDrain()))
                .ratio("drain_vs_raw", KEEP_NONE, "raw", Target.atLeast(1))
                .limitedBy("drain_limit_vs_raw", "table-lock-delete", "raw")
                .ratio("drain_kept_vs_raw", "pgqueue", "raw")
                .ratio("drain_kept_limit_vs_raw", "table-lock", "raw")
                .ratio("drain_table_vs_raw", "table", "raw")
                .ratio("drain_raw_lock_100_vs_raw", "raw-lock-100", "raw")
                .ratio("drain_raw_lock_500_vs_raw", "raw-lock-500", "raw")
                .ratio("drain_vs_db_scheduler", KEEP_NONE, "db-scheduler-tuned", Target.atLeast(10))
                .ratio("drain_kept_vs_db_scheduler", "pgqueue", "db-scheduler-tuned")
                .ratio("drain_vs_best_batching_peer", KEEP_NONE, "pgmq", Target.atLeast(2))
                .limitedBy("drain_limit_vs_best_batching_peer", "table-lock-delete", "pgmq")
                .ratio("drain_vs_jobrunr", "pgqueue", "jobrunr")
                .build();
    }

    private Scenario smallDrain() {
        Scenario.Builder builder = Scenario.named(
                        "drain-20k", "Drain a small backlog of jobs that do nothing, 10 workers", Unit.PER_SECOND)
                .meaning("""
                        As before, with fewer jobs, so that starting the workers and the last jobs weigh more.
                        clj-pgqueue's loop reads its whole table for each claim and each end, and is stopped by the
                        limit.""")
                .sizes(sizes(scale.drain(), scale.longWarmUp()))
                .entry("raw", raw(100, Completion.DELETE, scale.drain()))
                .entry("pgqueue", drain(Pgqueue.byPgjdbc(), scale.drain()))
                .entry(KEEP_NONE, drain(Pgqueue.byPgjdbc().keepingNone(), scale.drain()));
        peers().forEach(peer -> builder.entry(peer.name(), drain(peer, scale.drain())));
        return builder.ratio("drain_20k_vs_raw", KEEP_NONE, "raw")
                .ratio("drain_20k_vs_db_scheduler", KEEP_NONE, "db-scheduler-tuned")
                .ratio("drain_20k_kept_vs_raw", "pgqueue", "raw")
                .build();
    }

    private String sizes(int jobs, WarmUp warmUp) {
        return String.format(
                Locale.ROOT,
                "%,d jobs, at most %d s, after %s",
                jobs,
                scale.limit().toSeconds(),
                warmUp);
    }

    private static List<Contender> peers() {
        return List.of(
                new DbScheduler(true),
                new DbScheduler(false),
                new JobRunr(),
                new DbQueue(),
                new SpringIntegration(),
                new Pgmq(),
                new CljPgqueue());
    }

    private Measurement raw(int batch, Completion completion, int jobs) {
        return drain(RawSql.batches(batch, completion), jobs, RAW_CLIENTS);
    }

    private Measurement table(Variant variant) {
        return drain(new OwnTable(variant), scale.bigDrain(), RAW_CLIENTS);
    }

    private Measurement drain(Contender contender, int jobs) {
        return drain(contender, jobs, WORKERS);
    }

    private Measurement drain(Contender contender, int jobs, int workers) {
        return new DrainRate(contender, jobs, workers, scale.longWarmUp(), Duration.ZERO, scale.limit());
    }

    private Scenario mixed() {
        Scenario.Builder builder = Scenario.named(
                        "mixed", "8 threads push while 10 workers do the jobs", Unit.PER_SECOND)
                .meaning("""
                        All push and work as fast as they can, in one process; what counts is the rows that are done
                        meanwhile. Who pushes faster than they work lets the backlog grow. `pgqueue-keep-none` deletes what
                        is done, as db-scheduler does.""")
                .sizes("%.2f s after %s", scale.time().toMillis() / 1000.0, scale.longestWarmUp())
                .entry("pgqueue", mixed(Pgqueue.byPgjdbc()))
                .entry(KEEP_NONE, mixed(Pgqueue.byPgjdbc().keepingNone()))
                .entry("pgqueue-pgjdbc-ng", mixed(Pgqueue.byPgjdbcNg()));
        peers().forEach(peer -> builder.entry(peer.name(), mixed(peer)));
        return builder.ratio("mixed_vs_db_scheduler", KEEP_NONE, "db-scheduler-tuned", Target.atLeast(3))
                .ratio("mixed_kept_vs_db_scheduler", "pgqueue", "db-scheduler-tuned")
                .build();
    }

    private Measurement mixed(Contender contender) {
        return new MixedRate(contender, PRODUCERS, WORKERS, scale.longestWarmUp(), scale.time());
    }

    private Scenario sleeping() {
        int workers = 100;
        Duration work = Duration.ofMillis(10);
        double ideal = workers / (work.toMillis() / 1000.0);
        return Scenario.named("sleep-10ms", "Jobs that take 10 ms, 100 workers", Unit.PER_SECOND)
                .meaning("""
                        A hundred workers that sleep for ten milliseconds a job could do 10,000 a second if claiming and
                        ending took no time at all, and neither did waking up. `threads` is a hundred threads that sleep
                        and do nothing else, in the same process: what this machine's clock and processors leave of that.""")
                .sizes(sizes(scale.drain(), scale.longestWarmUp()))
                .entry("ideal", url -> Sample.of(ideal))
                .entry("threads", new BareWork(scale.drain(), workers, work))
                .entry("pgqueue", sleeping(Pgqueue.byPgjdbc(), workers, work))
                .entry("db-scheduler-tuned", sleeping(new DbScheduler(true), workers, work))
                .entry("jobrunr", sleeping(new JobRunr(), workers, work))
                .ratio("sleep10ms_vs_ideal", "pgqueue", "ideal", Target.atLeast(0.95))
                .limitedBy("sleep10ms_limit_vs_ideal", "threads", "ideal")
                .build();
    }

    private Measurement sleeping(Contender contender, int workers, Duration work) {
        return new DrainRate(contender, scale.drain(), workers, scale.longestWarmUp(), work, scale.limit());
    }
}
