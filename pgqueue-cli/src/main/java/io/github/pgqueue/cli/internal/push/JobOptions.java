package io.github.pgqueue.cli.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a job that is pushed carries beside its payload. */
final class JobOptions {

    @Option(
            names = "--priority",
            paramLabel = "N",
            defaultValue = "0",
            description = "Lower runs first; -32768 to 32767. Default: ${DEFAULT-VALUE}.")
    private int priority;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            description = "Due so long after the push, such as 250ms, 90s or 1h30m. Default: at once.")
    private @Nullable Duration delay;

    @Option(
            names = "--run-at",
            paramLabel = "TIME",
            description = "Due then by the database's clock, such as 2026-11-01T09:00:00Z.")
    private @Nullable Instant runAt;

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "A small text that travels beside the payload; may be repeated.")
    private List<String> headers = List.of();

    @Option(
            names = "--retries",
            paramLabel = "POLICY",
            description = {
                "When it is tried again, if it fails: \"exponential FIRST LONGEST ATTEMPTS\", \"fixed DELAY"
                        + " ATTEMPTS\", \"delays DELAY...\" or \"none\", with times such as PT1M30S. Default: what"
                        + " the worker says."
            })
    private @Nullable RetryPolicy retries;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "How long an attempt may take. Default: what the worker says.")
    private @Nullable Duration timeLimit;

    @Mixin
    private final UniqueOptions unique = new UniqueOptions();

    boolean isUnique() {
        return unique.isGiven();
    }

    /** The job with all that was given; refuses what makes no sense. */
    NewJob describe(NewJob job) {
        if (delay != null && runAt != null) {
            throw new IllegalArgumentException("--delay and --run-at do not go together");
        }
        NewJob described = job.withPriority(priority);
        described = delay == null ? described : described.withDelay(delay);
        described = runAt == null ? described : described.withRunAt(runAt);
        described = retries == null ? described : described.withRetryPolicy(retries);
        described = timeLimit == null ? described : described.withTimeLimit(timeLimit);
        return unique.describe(withHeaders(described));
    }

    private NewJob withHeaders(NewJob job) {
        NewJob described = job;
        for (String header : headers) {
            int end = header.indexOf('=');
            if (end < 0) {
                throw new IllegalArgumentException("--header must be NAME=VALUE: one has no =");
            }
            described = described.withHeader(header.substring(0, end), header.substring(end + 1));
        }
        return described;
    }
}
