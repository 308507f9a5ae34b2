package io.github.pgqueue.cli.internal.jobs;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which jobs an operator means: some by their numbers, or all of a state. */
final class JobChoice {

    @Mixin
    final QueueOption queue = new QueueOption();

    @Parameters(arity = "0..*", paramLabel = "ID", description = "A job's number.")
    List<Long> ids = List.of();

    @Option(names = "--all", description = "Instead of numbers: all jobs that are in --state.")
    boolean all;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "With --all: new, running, success, error or cancelled.")
    private @Nullable JobState state;

    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    @Option(names = "--yes", description = "With --all: do it. Without, it only tells how many jobs there are.")
    boolean yes;

    /** What is half said could mean all jobs or a few: then nothing is done. */
    void check(BulkAction action) {
        if (all != ids.isEmpty()) {
            throw new IllegalArgumentException("give either numbers of jobs, or --all and --state");
        }
        if (!all && (state != null || period.isGiven())) {
            throw new IllegalArgumentException("--state, --since and --until go with --all");
        }
        if (all && (state == null || !action.touches(state))) {
            String touched = Arrays.stream(JobState.values())
                    .filter(action::touches)
                    .map(JobState::status)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("--all goes with --state, one of " + touched + ": "
                    + (state == null ? "there is none" : state.status()));
        }
    }

    /** Of {@code --all}. */
    JobFilter filter() {
        return period.filter(Objects.requireNonNull(state));
    }
}
