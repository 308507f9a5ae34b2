package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.Wake;
import io.github.pgqueue.benchmarks.contender.CljPgqueue;
import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.DbQueue;
import io.github.pgqueue.benchmarks.contender.DbScheduler;
import io.github.pgqueue.benchmarks.contender.JobRunr;
import io.github.pgqueue.benchmarks.contender.OwnTable;
import io.github.pgqueue.benchmarks.contender.OwnTable.Variant;
import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.contender.RawSql;
import io.github.pgqueue.benchmarks.contender.SpringIntegration;
import io.github.pgqueue.benchmarks.measure.Measurement;
import io.github.pgqueue.benchmarks.measure.PushAllRate;
import io.github.pgqueue.benchmarks.measure.PushRate;
import io.github.pgqueue.benchmarks.measure.TransactionRate;
import io.github.pgqueue.benchmarks.measure.TransactionRate.Way;
import java.util.List;

/** How fast jobs come in. */
final class PushScenarios {

    private static final String ONE_BY_ONE = """
            Each thread pushes a job, waits for its commit, and pushes the next. `raw` is a bare INSERT that tells nobody:
            the server's limit for a commit a job. More than that takes several jobs a commit. pgqueue tells a process
            that listens, `pgqueue-wake-none` tells nobody. `table` is the limit of pgqueue's table for a commit a job:
            the statement that pgqueue sends, on connections that are kept, without its engine and without telling
            anybody. From `raw` to `table` it is columns, indexes and triggers that cost, also those that a new job has
            no part in, as the server makes them ready for each statement; fewer of these would move that. From `table` to pgqueue it is the engine, and with one thread the telling of others.""";

    private static final String SHARED = """
             `table, shared commits` is the limit where pushes that are made at once share a statement: two clients, each
            of which adds half as many jobs at once as there are threads, and waits for none of them. More threads move
            it, and a table that costs less a row.""";

    /** As many statements as may be under way where pushes share them. */
    private static final int SHARING_CLIENTS = 2;

    private static final String SHARED_COMMITS = "table, shared commits";
    private static final Contender TABLE = new OwnTable(Variant.CLAIMED);
    private static final int BATCH = 1000;
    private static final String SIZES = "%.2f s after %s";

    private final Scale scale;

    PushScenarios(Scale scale) {
        this.scale = scale;
    }

    List<Scenario> all() {
        return List.of(one().build(), eight().build(), thirtyTwo().build(), many(), inTransaction());
    }

    private Scenario.Builder one() {
        return pushes(1)
                .meaning(ONE_BY_ONE)
                .ratio("push_1_vs_raw", "pgqueue", "raw", Target.atLeast(0.8))
                .limitedBy("push_1_limit_vs_raw", "table", "raw");
    }

    private Scenario.Builder eight() {
        return sharedPushes(8)
                .entry("pgqueue-wake-none", push(Pgqueue.byPgjdbc().waking(Wake.NONE), 8))
                .ratio("push_8_vs_raw", "pgqueue", "raw", Target.atLeast(1.2))
                .limitedBy("push_8_limit_vs_raw", SHARED_COMMITS, "raw")
                .ratio("push_8_table_vs_raw", "table", "raw")
                .ratio("push_8_wake_on_vs_off", "pgqueue", "pgqueue-wake-none", Target.atLeast(0.9));
    }

    private Scenario.Builder thirtyTwo() {
        return sharedPushes(32)
                .entry("pgqueue-wake-none", push(Pgqueue.byPgjdbc().waking(Wake.NONE), 32))
                .ratio("push_32_vs_raw", "pgqueue", "raw", Target.atLeast(2))
                .limitedBy("push_32_limit_vs_raw", SHARED_COMMITS, "raw")
                .ratio("push_32_table_vs_raw", "table", "raw")
                .ratio("push_32_vs_db_scheduler", "pgqueue", "db-scheduler", Target.atLeast(5))
                .ratio("push_wake_on_vs_off", "pgqueue", "pgqueue-wake-none", Target.atLeast(0.9));
    }

    private Scenario.Builder sharedPushes(int threads) {
        return pushes(threads)
                .meaning(ONE_BY_ONE + SHARED)
                .entry(
                        SHARED_COMMITS,
                        new PushAllRate(
                                TABLE, SHARING_CLIENTS, threads / SHARING_CLIENTS, scale.warmUp(), scale.time()));
    }

    private Scenario.Builder pushes(int threads) {
        Scenario.Builder builder = Scenario.named(
                        "push-" + threads,
                        "Push, one job a call, " + threads + (threads == 1 ? " thread" : " threads"),
                        Unit.PER_SECOND)
                .sizes(SIZES, scale.time().toMillis() / 1000.0, scale.warmUp())
                .entry("raw", push(RawSql.inserts(), threads))
                .entry("table", push(TABLE, threads))
                .entry("pgqueue", push(Pgqueue.byPgjdbc(), threads))
                .entry("pgqueue-pgjdbc-ng", push(Pgqueue.byPgjdbcNg(), threads));
        List<Contender> peers = List.of(
                new DbScheduler(false), new JobRunr(), new DbQueue(), new SpringIntegration(), new CljPgqueue());
        peers.forEach(peer -> builder.entry(peer.name(), push(peer, threads)));
        return builder;
    }

    private Measurement push(Contender contender, int threads) {
        return new PushRate(contender, threads, scale.warmUp(), scale.time());
    }

    private Scenario many() {
        return Scenario.named("push-all", "Push, 1000 jobs a call, one thread", Unit.PER_SECOND)
                .meaning("""
                        One call adds a thousand jobs. `raw` is one INSERT over unnest. db-queue, Spring Integration and
                        clj-pgqueue have no such call. `table` is the limit of pgqueue's table: the statement that pgqueue
                        sends, on a connection that is kept. `table without rules` has it write into a copy of the table
                        without triggers and checks, but with the columns and the indexes that a new job enters: from
                        `raw` to there it is these that cost, from there to `table` the rules. A narrower row and one
                        index fewer would move the limit.""")
                .sizes(SIZES, scale.time().toMillis() / 1000.0, scale.warmUp())
                .entry("raw", pushAll(RawSql.inserts()))
                .entry("table", pushAll(TABLE))
                .entry("table without rules", pushAll(new OwnTable(Variant.WITHOUT_RULES)))
                .entry("pgqueue", pushAll(Pgqueue.byPgjdbc()))
                .entry("pgqueue-pgjdbc-ng", pushAll(Pgqueue.byPgjdbcNg()))
                .entry("db-scheduler", pushAll(new DbScheduler(false)))
                .entry("jobrunr", pushAll(new JobRunr()))
                .ratio("push_all_1000_vs_raw", "pgqueue", "raw", Target.atLeast(0.85))
                .limitedBy("push_all_1000_limit_vs_raw", "table", "raw")
                .ratio("push_all_1000_without_rules_vs_raw", "table without rules", "raw")
                .ratio("push_all_1000_vs_db_scheduler", "pgqueue", "db-scheduler")
                .build();
    }

    private Measurement pushAll(Contender contender) {
        return new PushAllRate(contender, 1, BATCH, scale.warmUp(), scale.time());
    }

    private Scenario inTransaction() {
        return Scenario.named("push-in-transaction", "Push in the caller's transaction, one thread", Unit.PER_SECOND)
                .meaning("""
                        A transaction writes a row of the application and adds a job. The ratios are those of the time:
                        1.15 means that the transaction takes 15 % longer than with the other INSERT in its place.
                        `bare insert` writes into a table that rings nobody; `plain SQL` writes into pgqueue's, whose
                        trigger rings as it does for the push. `bare insert + NOTIFY` is the limit of who tells others in
                        the transaction: the bare INSERT, and a NOTIFY in the same statement. PostgreSQL lets one
                        transaction with a NOTIFY commit after the other, and writes what is told before it; only a
                        queue that tells nobody, or after the commit, as `push` without a transaction does, has not to
                        pay for that.""")
                .sizes(SIZES, scale.time().toMillis() / 1000.0, scale.warmUp())
                .entry("bare insert", transaction(Way.BARE_INSERT))
                .entry("bare insert + NOTIFY", transaction(Way.BARE_INSERT_AND_NOTIFY))
                .entry("plain SQL", transaction(Way.PLAIN_SQL))
                .entry("pgqueue", transaction(Way.PUSH))
                .ratio("push_in_transaction_time_vs_bare_insert", "bare insert", "pgqueue", Target.atMost(1.15))
                .limitedBy("push_in_transaction_time_limit_vs_bare_insert", "bare insert", "bare insert + NOTIFY")
                .ratio("push_in_transaction_time_vs_plain_sql", "plain SQL", "pgqueue", Target.atMost(1.15))
                .build();
    }

    private Measurement transaction(Way way) {
        return new TransactionRate(way, scale.warmUp(), scale.time());
    }
}
