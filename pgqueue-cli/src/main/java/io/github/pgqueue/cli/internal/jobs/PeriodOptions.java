package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when to when. */
final class PeriodOptions {

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = {
                "Only from this time on, such as 2026-11-01T09:00:00Z: the due time of jobs in the state new, the"
                        + " time of the last change of others."
            })
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before this time.")
    private @Nullable Instant until;

    boolean isGiven() {
        return since != null || until != null;
    }

    JobFilter filter(JobState state) {
        JobFilter filter = JobFilter.in(state);
        filter = since == null ? filter : filter.since(since);
        return until == null ? filter : filter.until(until);
    }
}
