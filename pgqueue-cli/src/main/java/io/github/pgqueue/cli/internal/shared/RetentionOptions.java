package io.github.pgqueue.cli.internal.shared;

import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueuesConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long finished jobs are kept. */
public final class RetentionOptions {

    @Option(
            names = "--keep-success",
            paramLabel = "TIME",
            description = "How long jobs that were done are kept. Default: 1d.")
    private @Nullable Duration success;

    @Option(
            names = "--keep-cancelled",
            paramLabel = "TIME",
            description = "How long jobs that were cancelled are kept. Default: 1d.")
    private @Nullable Duration cancelled;

    @Option(
            names = "--keep-error",
            paramLabel = "TIME",
            description = "How long jobs that have failed are kept. Default: 7d.")
    private @Nullable Duration error;

    /** Sets what was given. */
    public PgQueuesConfig.Builder set(PgQueuesConfig.Builder config) {
        set(config, JobState.SUCCESS, success);
        set(config, JobState.CANCELLED, cancelled);
        set(config, JobState.ERROR, error);
        return config;
    }

    private static void set(PgQueuesConfig.Builder config, JobState state, @Nullable Duration time) {
        if (time != null) {
            config.retention(state, time);
        }
    }

    /** Such as {@code success 24h 0m, error 7d 0h, cancelled 24h 0m}. */
    public static String describe(PgQueuesConfig config) {
        return Arrays.stream(JobState.values())
                .filter(JobState::isFinal)
                .map(state -> state.status() + " " + Times.brief(config.retention(state)))
                .collect(Collectors.joining(", "));
    }
}
