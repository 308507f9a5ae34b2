package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.benchmarks.result.Spread;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The readable form of what counts jobs by the second: a line for each number of threads and jobs at once. */
final class RateTable {

    private static final String LABEL = "%-15s  %7s  %5s  %-9s";

    private final List<RunResult> results;

    RateTable(Collection<RunResult> results) {
        this.results = results.stream()
                .filter(result -> !LatencyTable.isOne(result.getParams()))
                .toList();
    }

    /** How lines begin. */
    static String label(BenchmarkParams params) {
        String name = params.getBenchmark();
        String method = name.substring(name.lastIndexOf('.') + 1);
        return LABEL.formatted(
                method.replaceAll("\\d+$", ""),
                params.getThreads(),
                params.getParam("batch"),
                params.getParam("backend"));
    }

    /** Jobs a second of one fork. */
    static double jobs(BenchmarkResult fork) {
        Result<?> jobs = fork.getSecondaryResults().get(JobCount.NAME);
        if (jobs == null) {
            throw new IllegalStateException(
                    "No " + JobCount.NAME + " in " + fork.getParams().id());
        }
        return jobs.getScore();
    }

    String text() {
        if (results.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(
                "Jobs a second: the median fork (the lowest - the highest), by threads and jobs at once.\n\n");
        text.append(LABEL.formatted("", "threads", "batch", "backend")).append("  jobs/s\n");
        for (RunResult result : results) {
            Spread found = Spread.of(
                    result.getBenchmarkResults().stream().map(RateTable::jobs).toList());
            text.append(label(result.getParams())).append("  ").append(found).append('\n');
        }
        return text.toString();
    }
}
