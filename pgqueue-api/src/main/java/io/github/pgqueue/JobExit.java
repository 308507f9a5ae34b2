package io.github.pgqueue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a handler throws to say how its job goes on, other than by success or an ordinary failure. Immutable.
 *
 * <pre>{@code
 * queue.subscribe(job -> {
 *     if (isClosedToday()) {
 *         throw JobExit.snooze(Duration.ofHours(12));
 *     }
 * });
 * }</pre>
 */
public final class JobExit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** How the job goes on. */
    public enum Kind {
        /** A failure: tried again at a given time, if the retry policy allows another attempt. */
        RETRY,
        /** A failure that no further attempt will mend: {@link JobState#ERROR}, whatever the policy. */
        GIVE_UP,
        /** Not now: run again later, the attempt not counted by the policy. */
        SNOOZE,
        /** Not needed any more: {@link JobState#CANCELLED}. */
        CANCEL
    }

    /** How the job goes on. */
    private final Kind kind;
    /** How long until it is due. */
    private final Duration delay;
    /** When it is due, in place of the delay. */
    private final @Nullable Instant at;

    private JobExit(Kind kind, String message, Duration delay, @Nullable Instant at, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.delay = delay;
        this.at = at;
    }

    /**
     * A failure that is to be tried again at this time, by the database's clock. The attempt counts, and after
     * the last one that the policy allows the job ends as {@link JobState#ERROR}.
     *
     * @param at the due time; one that is over means at once
     * @param cause the failure, kept with the job; may be {@code null}
     * @return what to throw
     * @throws IllegalArgumentException if the time is not from the years 1 to 9999
     */
    public static JobExit retryAt(Instant at, @Nullable Throwable cause) {
        return new JobExit(Kind.RETRY, "retry at " + at, Duration.ZERO, NewJob.checkRunAt(at), cause);
    }

    /**
     * A failure that is to be tried again after this time. The attempt counts, and after the last one that
     * the policy allows the job ends as {@link JobState#ERROR}.
     *
     * @param delay from zero to 36,500 days
     * @param cause the failure, kept with the job; may be {@code null}
     * @return what to throw
     * @throws IllegalArgumentException if the delay is out of range
     */
    public static JobExit retryIn(Duration delay, @Nullable Throwable cause) {
        return new JobExit(Kind.RETRY, "retry in " + delay, NewJob.checkDelay(delay), null, cause);
    }

    /**
     * A failure for good.
     *
     * @param reason kept with the job
     * @param cause the failure, kept with the job; may be {@code null}
     * @return what to throw
     */
    public static JobExit giveUp(String reason, @Nullable Throwable cause) {
        return new JobExit(Kind.GIVE_UP, reason, Duration.ZERO, null, cause);
    }

    /**
     * Later, without costing an attempt. {@link Job#attempt()} goes on counting, since it tells starts apart.
     *
     * @param delay from zero to 36,500 days
     * @return what to throw
     * @throws IllegalArgumentException if the delay is out of range
     */
    public static JobExit snooze(Duration delay) {
        return new JobExit(Kind.SNOOZE, "snooze for " + delay, NewJob.checkDelay(delay), null, null);
    }

    /**
     * Not needed any more.
     *
     * @param reason kept with the job
     * @return what to throw
     */
    public static JobExit cancel(String reason) {
        return new JobExit(Kind.CANCEL, reason, Duration.ZERO, null, null);
    }

    /**
     * How the job goes on.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * How long until it is due, for {@link Kind#RETRY} and {@link Kind#SNOOZE}.
     *
     * @return zero or more
     */
    public Duration delay() {
        return delay;
    }

    /**
     * When it is due, for {@link Kind#RETRY} at a given time.
     *
     * @return empty if {@link #delay()} says it
     */
    public Optional<Instant> at() {
        return Optional.ofNullable(at);
    }
}
