package io.github.pgqueue.benchmarks.jmh;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.util.SampleBuffer;

/**
 * Adds the times that the handler took itself to JMH's own, which ends only when the pushing thread is
 * awake again. JMH makes one of these in each fork, where the benchmark finds it by the static method.
 */
public final class LatencyProfiler implements InternalProfiler {

    /** The result's name for {@link Latency#sinceCall()}. */
    static final String SINCE_CALL = "sinceCall";

    /** The result's name for {@link Latency#sinceReturn()}. */
    static final String SINCE_RETURN = "sinceReturn";

    private static SampleBuffer call = new SampleBuffer();
    private static SampleBuffer back = new SampleBuffer();

    static synchronized void add(Latency latency) {
        call.add(latency.sinceCall());
        back.add(latency.sinceReturn());
    }

    private static synchronized void clear() {
        call = new SampleBuffer();
        back = new SampleBuffer();
    }

    private static synchronized Collection<? extends Result<?>> results() {
        return List.of(result(SINCE_CALL, call), result(SINCE_RETURN, back));
    }

    private static Result<?> result(String name, SampleBuffer samples) {
        return new SampleTimeResult(ResultRole.SECONDARY, name, samples, TimeUnit.MILLISECONDS);
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        clear();
    }

    @Override
    @SuppressWarnings("rawtypes") // JMH's own signature.
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        return results();
    }

    @Override
    public String getDescription() {
        return "Latency as the handler sees it";
    }
}
