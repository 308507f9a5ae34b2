package io.github.pgqueue.cli.internal.demo;

import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one round of the demo found out.
 *
 * @param backend the backend's name
 * @param tally what was pushed, done and failed, as counted here
 * @param latency from push to handler, in nanoseconds
 * @param throughput how fast jobs were pushed and done
 * @param stats what the table counts at the end
 */
record Findings(String backend, Tally tally, Histogram latency, Throughput throughput, List<QueueStats> stats) {

    /** One handler fails in each round, on purpose. */
    static final int PLANNED_FAILURES = 1;

    /** Whether every job that was pushed has the end that it should have, here and in the table. */
    boolean addUp() {
        return tally.pushed() == tally.done() + tally.failures()
                && tally.failures() == PLANNED_FAILURES
                && inTable(JobState.SUCCESS) == tally.done()
                && inTable(JobState.ERROR) == tally.failures()
                && inTable() == tally.pushed();
    }

    long inTable(JobState state) {
        return stats.stream()
                .filter(some -> some.state() == state)
                .mapToLong(QueueStats::jobs)
                .sum();
    }

    long inTable() {
        return stats.stream().mapToLong(QueueStats::jobs).sum();
    }
}
