package io.github.pgqueue.benchmarks.jmh;

import java.util.Locale;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.util.Statistics;

/**
 * What one fork found, in milliseconds.
 *
 * @param p50 half of the jobs were at most so late
 * @param p95 95 of 100 jobs
 * @param p99 99 of 100 jobs
 * @param max the worst one
 * @param jobs how many were measured
 */
record Figures(double p50, double p95, double p99, double max, long jobs) {

    /**
     * Reads one of the results that {@link LatencyProfiler} adds.
     *
     * @param fork a fork's results
     * @param name the result's name
     */
    static Figures of(BenchmarkResult fork, String name) {
        Result<?> result = fork.getSecondaryResults().get(name);
        if (result == null) {
            throw new IllegalStateException(
                    "No " + name + " in " + fork.getParams().id());
        }
        Statistics all = result.getStatistics();
        return new Figures(
                all.getPercentile(50), all.getPercentile(95), all.getPercentile(99), all.getMax(), all.getN());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.2f  p95 %.2f  p99 %.2f  max %.1f ms  (%d jobs)", p50, p95, p99, max, jobs);
    }
}
