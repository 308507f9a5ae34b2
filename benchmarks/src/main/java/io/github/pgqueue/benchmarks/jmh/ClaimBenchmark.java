package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.benchmarks.server.Schema;
import io.github.pgqueue.benchmarks.shared.Logs;
import io.github.pgqueue.benchmarks.shared.Opened;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.store.CountedStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Jobs that are claimed and acknowledged in a second, by the number of threads and of jobs at once: what the engine asks
 * of the store, without the engine. Each call acknowledges the jobs of the one before, and claims as many.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ClaimBenchmark {

    private static final String QUEUE = "work";
    private static final String NODE = "claim-benchmark";
    private static final int CONNECTIONS = 8;

    /** More than an iteration can do, and no more than it takes a second or two to make. */
    private static final int ROWS_A_BATCH = 20_000;

    private static final int MOST_ROWS = 600_000;

    private static final String FILL = "insert into %s (queue_name, payload)" + " select '" + QUEUE
            + "', decode(repeat('00', 100), 'hex') from generate_series(1, %d)";

    /** Who keeps the jobs. */
    @Param({"pgjdbc", "pgjdbc-ng"})
    public String backend = "";

    /** Jobs a call. */
    @Param({"1", "10", "100", "500"})
    public int batch;

    private final AtomicLong claims = new AtomicLong();
    private final Opened opened = new Opened();
    private @Nullable Schema schema;
    private @Nullable QueueStore store;

    /** What a thread has claimed and not acknowledged yet. */
    @State(Scope.Thread)
    public static class Held {

        private List<Settlement> ends = List.of();

        /** The table is another one by now. */
        @Setup(Level.Iteration)
        public void forget() {
            ends = List.of();
        }
    }

    /** Opens the store. */
    @Setup(Level.Trial)
    public void open() {
        Logs.quiet();
        String url = Transport.PLAIN.url();
        Schema made = opened.keep(new Schema(url));
        schema = made;
        QueueStore opening = opened.keep(new CountedStore(backend)
                .open(PgQueuesConfig.builder(url)
                        .table(made.table())
                        .backend(backend)
                        .maxConnections(CONNECTIONS)
                        .build()));
        store = opening;
        opening.bootstrap();
        opening.beat(NODE, Duration.ofHours(1), Optional.empty());
    }

    /** Each iteration has a table with enough jobs. */
    @Setup(Level.Iteration)
    public void fill() {
        Schema made = Objects.requireNonNull(schema);
        String table = made.table();
        made.execute("truncate " + table);
        made.execute("alter table " + table + " disable trigger user");
        made.execute(FILL.formatted(table, Math.min(MOST_ROWS, batch * ROWS_A_BATCH)));
        made.execute("alter table " + table + " enable trigger user");
        made.settle();
    }

    /** One caller. */
    @Benchmark
    @Threads(1)
    public void claimAndAck1(Held held, JobCount count) {
        exchange(held, count);
    }

    /** As many as subscribers of a busy process may be. */
    @Benchmark
    @Threads(4)
    public void claimAndAck4(Held held, JobCount count) {
        exchange(held, count);
    }

    private void exchange(Held held, JobCount count) {
        ExchangeResult result = Objects.requireNonNull(store)
                .exchange(new Exchange(QUEUE, NODE, claims.incrementAndGet(), held.ends, batch));
        if (!result.lost().isEmpty() || result.claimed().size() < batch) {
            throw new IllegalStateException(
                    result.lost().size() + " were lost, and " + result.claimed().size() + " of " + batch + " claimed");
        }
        held.ends = result.claimed().stream()
                .map(ClaimedJob::fence)
                .map(Settlement::success)
                .toList();
        count.jobs += batch;
    }

    /** Closes all. */
    @TearDown(Level.Trial)
    public void close() {
        opened.close();
    }
}
