package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.JobState;
import io.github.pgqueue.cli.internal.shared.StatsTable;
import io.github.pgqueue.cli.internal.shared.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** What the demo found out, for reading. Every number in it was counted or measured in this run. */
final class Report {

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void print(List<Findings> all) {
        section("Latency in ms, from the call of push to the start of the handler");
        latency(all).lines().forEach(out::println);
        out.println();
        Distribution.lines(all).forEach(out::println);
        section("Throughput in jobs a second, with payloads of " + ThroughputProbe.PAYLOAD_BYTES + " bytes");
        throughput(all).lines().forEach(out::println);
        for (Findings findings : all) {
            section("The table, as " + findings.backend() + " leaves it");
            StatsTable.of(findings.stats(), Set.of()).forEach(out::println);
        }
        section(sum(all));
    }

    private void section(String title) {
        out.println();
        out.println(title);
    }

    private static TextTable latency(List<Findings> all) {
        TextTable table = new TextTable(List.of("", "pushes", "p50", "p95", "p99", "max"));
        for (Findings findings : all) {
            Histogram times = findings.latency();
            table.add(List.of(
                    findings.backend(),
                    Texts.count(times.getTotalCount()),
                    Texts.millis(times.getValueAtPercentile(50)),
                    Texts.millis(times.getValueAtPercentile(95)),
                    Texts.millis(times.getValueAtPercentile(99)),
                    Texts.millis(times.getMaxValue())));
        }
        return table;
    }

    private static TextTable throughput(List<Findings> all) {
        TextTable table = new TextTable(List.of(
                "",
                "jobs",
                "pushed, " + Texts.count(ThroughputProbe.BATCH) + " at a time",
                "done, " + ThroughputProbe.WORKERS + " workers"));
        for (Findings findings : all) {
            table.add(List.of(
                    findings.backend(),
                    Texts.count(findings.throughput().jobs()),
                    Texts.count(findings.throughput().pushedPerSecond()),
                    Texts.count(findings.throughput().donePerSecond())));
        }
        return table;
    }

    private static String sum(List<Findings> all) {
        String counted = "Pushed " + sum(all, found -> found.tally().pushed()) + " jobs: "
                + sum(all, found -> found.tally().done()) + " done, "
                + sum(all, found -> found.tally().failures()) + " failed on purpose. ";
        if (all.stream().allMatch(Findings::addUp)) {
            return counted + "The table agrees.";
        }
        return counted + "This does not add up: the table has " + sum(all, Findings::inTable) + " jobs, "
                + sum(all, found -> found.inTable(JobState.SUCCESS)) + " of them done, "
                + sum(all, found -> found.inTable(JobState.ERROR)) + " failed.";
    }

    private static String sum(List<Findings> all, ToLongFunction<Findings> number) {
        return Texts.count(all.stream().mapToLong(number).sum());
    }
}
