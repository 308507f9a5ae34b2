package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.benchmarks.server.Schema;
import io.github.pgqueue.benchmarks.shared.Logs;
import io.github.pgqueue.benchmarks.shared.Opened;
import io.github.pgqueue.benchmarks.shared.Waiting;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

/** Jobs that are pushed in a second, by the number of threads and of jobs in a call, while somebody else listens. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class PushBenchmark {

    private static final byte[] PAYLOAD = new byte[100];
    private static final int CONNECTIONS = 33;

    /** Who keeps the jobs. */
    @Param({"pgjdbc", "pgjdbc-ng"})
    public String backend = "";

    /** Jobs a call; one is {@code push}, more are {@code pushAll}. */
    @Param({"1", "10", "100", "1000"})
    public int batch;

    private final Opened opened = new Opened();
    private List<NewJob> jobs = List.of();
    private @Nullable Schema schema;
    private @Nullable PgQueue queue;

    /** Opens all, and waits until somebody listens. */
    @Setup(Level.Trial)
    public void open() {
        Logs.quiet();
        jobs = Collections.nCopies(batch, NewJob.of(PAYLOAD));
        String url = Transport.PLAIN.url();
        Schema made = opened.keep(new Schema(url));
        schema = made;
        PgQueuesConfig config = PgQueuesConfig.builder(url)
                .table(made.table())
                .backend(backend)
                .maxConnections(CONNECTIONS)
                .build();
        PgQueues queues = opened.keep(PgQueues.create(config));
        queues.bootstrap();
        queue = queues.queue("work");
        PgQueues others = opened.keep(PgQueues.create(config));
        others.queue("another").subscribe(job -> {});
        Waiting.untilListening(others);
    }

    /** Each iteration has an empty table. */
    @Setup(Level.Iteration)
    public void empty() {
        Schema made = Objects.requireNonNull(schema);
        made.execute("truncate " + made.table());
        made.settle();
    }

    /** One caller. */
    @Benchmark
    @Threads(1)
    public void push1(JobCount count) {
        push(count);
    }

    /** Eight callers. */
    @Benchmark
    @Threads(8)
    public void push8(JobCount count) {
        push(count);
    }

    /** More callers than the server has processors by far. */
    @Benchmark
    @Threads(32)
    public void push32(JobCount count) {
        push(count);
    }

    private void push(JobCount count) {
        PgQueue to = Objects.requireNonNull(queue);
        if (batch == 1) {
            to.push(PAYLOAD);
        } else {
            to.pushAll(jobs);
        }
        count.jobs += batch;
    }

    /** Closes all. */
    @TearDown(Level.Trial)
    public void close() {
        opened.close();
    }
}
