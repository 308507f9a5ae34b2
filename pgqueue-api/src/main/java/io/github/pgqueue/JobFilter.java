package io.github.pgqueue;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a queue are meant, for listings and for operations on many. Immutable.
 *
 * <pre>{@code
 * JobFilter.in(JobState.ERROR).since(Instant.parse("2026-11-01T00:00:00Z"));
 * }</pre>
 *
 * <p>The times are those by which jobs of the state are kept in order: the due time of {@link JobState#NEW},
 * else the time of the last change.
 */
public final class JobFilter {

    private final JobState state;
    private final @Nullable Instant since;
    private final @Nullable Instant until;

    private JobFilter(JobState state, @Nullable Instant since, @Nullable Instant until) {
        this.state = state;
        this.since = since;
        this.until = until;
    }

    /**
     * All jobs in a state.
     *
     * @param state the state
     * @return the filter
     */
    public static JobFilter in(JobState state) {
        return new JobFilter(state, null, null);
    }

    /**
     * Of these, only those from a time on.
     *
     * @param since the earliest time, inclusive
     * @return a new instance
     */
    public JobFilter since(Instant since) {
        return new JobFilter(state, NewJob.checkRunAt(since), until);
    }

    /**
     * Of these, only those before a time.
     *
     * @param until the first time that is too late
     * @return a new instance
     */
    public JobFilter until(Instant until) {
        return new JobFilter(state, since, NewJob.checkRunAt(until));
    }

    /**
     * The state.
     *
     * @return never {@code null}
     */
    public JobState state() {
        return state;
    }

    /**
     * The earliest time.
     *
     * @return empty for all times
     */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /**
     * The first time that is too late.
     *
     * @return empty for all times
     */
    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }

    @Override
    public String toString() {
        return "JobFilter[" + state + (since == null ? "" : " since " + since)
                + (until == null ? "" : " until " + until) + "]";
    }
}
