package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.benchmarks.result.Figure;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** A line for each fork, in place of JMH's page. What JMH says of failures comes through. */
final class Progress implements OutputFormat {

    /** Of each round: its header and its footer. */
    private static final List<String> CHATTER = List.of("# ", "Benchmark result is saved to ");

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void startRun() {}

    @Override
    public void startBenchmark(BenchmarkParams params) {
        out.print("  " + (LatencyTable.isOne(params) ? LatencyTable.label(params) : RateTable.label(params)) + "  ");
        out.flush();
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        out.println(
                LatencyTable.isOne(result.getParams())
                        ? Figures.of(result, LatencyProfiler.SINCE_CALL)
                        : Figure.text(RateTable.jobs(result)) + " jobs/s");
    }

    @Override
    public void println(String line) {
        if (!line.isBlank() && CHATTER.stream().noneMatch(line::startsWith)) {
            out.println(line);
        }
    }

    @Override
    public void iteration(BenchmarkParams params, IterationParams iteration, int number) {}

    @Override
    public void iterationResult(
            BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void print(String text) {
        out.print(text);
    }

    @Override
    public void verbosePrintln(String line) {}

    @Override
    public void write(int octet) {
        out.write(octet);
    }

    @Override
    public void write(byte[] octets) {
        out.write(octets, 0, octets.length);
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
