package io.github.pgqueue.benchmarks.jmh;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** The readable form of the results: a line for each backend, with its ratio to the first one. */
final class LatencyTable {

    private static final String LABEL = "%-13s  %-9s  %-17s";
    private static final String LINE = LABEL + "  %-20s  %-20s  %-20s  %7s  %5s  %5s%n";

    private final List<RunResult> results;

    LatencyTable(Collection<RunResult> results) {
        this.results = results.stream()
                .filter(result -> isOne(result.getParams()))
                .sorted(Comparator.comparing((RunResult result) -> place(result.getParams()))
                        .reversed()
                        .thenComparing(result -> transport(result.getParams())))
                .toList();
    }

    /** How lines begin. */
    static String label(BenchmarkParams params) {
        return LABEL.formatted(place(params), transport(params), params.getParam("backend"));
    }

    /** Whether such a table can show it. */
    static boolean isOne(BenchmarkParams params) {
        return params.getBenchmark().contains(LatencyBenchmark.class.getSimpleName());
    }

    String text() {
        return results.isEmpty()
                ? ""
                : """
                Push to the handler's start, in ms: the median fork (the lowest - the highest), the worst
                job of all forks, and p50 as a ratio to the first backend in the same place, by the same transport.

                From the call of push, the commit included:

                %s
                From push's return:

                %s""".formatted(section(LatencyProfiler.SINCE_CALL), section(LatencyProfiler.SINCE_RETURN));
    }

    private String section(String name) {
        StringBuilder text = new StringBuilder(
                LINE.formatted("worker", "transport", "backend", "p50", "p95", "p99", "max", "jobs", "ratio"));
        results.forEach(result -> text.append(line(result, name)));
        return text.toString();
    }

    private String line(RunResult result, String name) {
        Forks forks = Forks.of(result, name);
        return LINE.formatted(
                place(result.getParams()),
                transport(result.getParams()),
                result.getParams().getParam("backend"),
                forks.spread(Figures::p50),
                forks.spread(Figures::p95),
                forks.spread(Figures::p99),
                Forks.number(forks.max()),
                forks.jobs(),
                Forks.number(forks.ratio(Forks.of(first(result), name))));
    }

    private RunResult first(RunResult result) {
        return results.stream()
                .filter(each -> place(each.getParams()).equals(place(result.getParams()))
                        && transport(each.getParams()).equals(transport(result.getParams())))
                .findFirst()
                .orElse(result);
    }

    private static String transport(BenchmarkParams params) {
        return params.getParam("transport");
    }

    private static String place(BenchmarkParams params) {
        return params.getParam("worker");
    }
}
