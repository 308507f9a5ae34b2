package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.benchmarks.shared.Logs;
import io.github.pgqueue.benchmarks.worker.Backend;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * From the push to the handler's start, on a queue that is idle.
 *
 * <p>JMH's own figure has the way back to the pushing thread in it; {@link LatencyProfiler} adds the two
 * that end where the handler starts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class LatencyBenchmark {

    /** Who keeps the jobs and who listens; see {@link Backend#parse(String)}. */
    @Param({"pgjdbc", "pgjdbc-ng", "pgjdbc+pgjdbc-ng", "pgjdbc+vertx", "pgjdbc+none", Backend.DRAIN_AND_SLEEP})
    public String backend = "";

    /** Where the handler runs; see {@link WorkerPlace}. */
    @Param({"same-process", "other-process"})
    public String worker = "";

    /** How clients talk to the server; see {@link Transport}. */
    @Param({"plain", "tls"})
    public String transport = "";

    /** The mean pause between jobs, in milliseconds, so that each finds all at rest. */
    @Param("25")
    public int pauseMillis;

    /** Jobs without a pause before the first that counts. */
    @Param("10000")
    public int warmUpJobs;

    private @Nullable LatencyTrial trial;

    /** Opens all and warms up. */
    @Setup(Level.Trial)
    public void open(BenchmarkParams params) {
        if (params.getThreads() != 1) {
            throw new IllegalArgumentException("One job at a time needs one thread: " + params.getThreads());
        }
        Logs.quiet();
        LatencyTrial opened = new LatencyTrial(
                Backend.parse(backend),
                WorkerPlace.parse(worker),
                Transport.parse(transport).url());
        trial = opened;
        opened.warmUp(warmUpJobs);
    }

    /** Of random length, so that it does not keep step with anything that ticks. */
    @Setup(Level.Invocation)
    public void pause() {
        long mean = Duration.ofMillis(pauseMillis).toNanos();
        LockSupport.parkNanos(mean / 2 + ThreadLocalRandom.current().nextLong(mean + 1));
    }

    /** One job. */
    @Benchmark
    public Latency pushToHandler() {
        Latency latency = Objects.requireNonNull(trial).once();
        LatencyProfiler.add(latency);
        return latency;
    }

    /** Sees that no job was lost, and closes all. */
    @TearDown(Level.Trial)
    public void close() {
        try (LatencyTrial ending = Objects.requireNonNull(trial)) {
            ending.untilAllSucceeded();
        }
    }
}
