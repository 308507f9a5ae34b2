package io.github.pgqueue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a job that failed is tried again, and when it is given up. Thread-safe and without side effects: it
 * may be asked more than once about one failure.
 *
 * <pre>{@code
 * SubscribeOptions.parallel(4).withRetryPolicy(RetryPolicy.fixed(Duration.ofMinutes(1), 5));
 * NewJob.of("x").withRetryPolicy(RetryPolicy.none());
 * }</pre>
 *
 * <p>The four kinds that are made here can be kept with a job; a function of your own serves a subscription
 * only.
 */
@FunctionalInterface
public interface RetryPolicy {

    /** The most attempts that a policy can allow. */
    int MAX_ATTEMPTS = 1_000_000;

    /** The attempts of the policies that say nothing about it. */
    int DEFAULT_ATTEMPTS = 25;

    /** The longest delay between two attempts: 36,500 days. Longer ones are cut to it. */
    Duration LONGEST_DELAY = Duration.ofDays(36_500);

    /**
     * Asked after each failure.
     *
     * @param attempt how many attempts have failed, 1 after the first; those that a snooze excused are not
     *     counted
     * @param cause what the handler threw; a {@link JobTimeoutException} if the time limit was over; a
     *     {@link NodeLostException} if the node that ran the job died, and then the delay is not waited for
     * @return how long until the job is tried again, negative being as zero; empty to give it up
     */
    Optional<Duration> delayAfter(int attempt, Throwable cause);

    /**
     * The default: 25 attempts; the pauses double from 1 second up to 1 day, less up to half of each, so that a
     * job is given up after four to nine days.
     *
     * @return {@code exponential(1 s, 1 day, 25)}
     */
    static RetryPolicy exponential() {
        return exponential(Duration.ofSeconds(1), Duration.ofDays(1), DEFAULT_ATTEMPTS);
    }

    /**
     * Pauses that double up to a limit, each drawn evenly from the upper half of its bound ("equal jitter",
     * as M. Brooker compares it in "Exponential Backoff And Jitter", 2015), so that jobs that failed together
     * do not come back together.
     *
     * @param first the bound of the first pause, from 1 ms to 36,500 days
     * @param longest the highest bound, not less than the first, at most 36,500 days
     * @param attempts how many attempts in all, from 1 to {@value #MAX_ATTEMPTS}
     * @return the policy
     * @throws IllegalArgumentException if a value is out of its range
     */
    static RetryPolicy exponential(Duration first, Duration longest, int attempts) {
        return new StandardRetryPolicy.Exponential(first, longest, attempts);
    }

    /**
     * The same pause after each failure.
     *
     * @param delay the pause, from zero to 36,500 days
     * @param attempts how many attempts in all, from 1 to {@value #MAX_ATTEMPTS}
     * @return the policy
     * @throws IllegalArgumentException if a value is out of its range
     */
    static RetryPolicy fixed(Duration delay, int attempts) {
        return new StandardRetryPolicy.Fixed(delay, attempts);
    }

    /**
     * One pause after each failure, as listed: one attempt more than there are pauses.
     *
     * @param delays from 1 to 100 pauses, each from zero to 36,500 days
     * @return the policy
     * @throws IllegalArgumentException if a value is out of its range
     */
    static RetryPolicy delays(Duration... delays) {
        return new StandardRetryPolicy.Listed(List.of(delays));
    }

    /**
     * A single attempt.
     *
     * @return the policy that never retries
     */
    static RetryPolicy none() {
        return new StandardRetryPolicy.None();
    }

    /**
     * A policy as it stands in the table.
     *
     * @param text what {@link #format(RetryPolicy)} made, such as {@code exponential PT1S PT24H 25}, {@code
     *     fixed PT1M 5}, {@code delays PT1S PT10S} or {@code none}
     * @return the policy
     * @throws IllegalArgumentException if the text is none of these
     */
    static RetryPolicy parse(String text) {
        return StandardRetryPolicy.parse(text);
    }

    /**
     * A policy as it can be kept with a job.
     *
     * @param policy one of the kinds that are made here
     * @return a text that {@link #parse(String)} reads
     * @throws IllegalArgumentException if it is a function of the user's own
     */
    static String format(RetryPolicy policy) {
        return StandardRetryPolicy.format(policy);
    }
}
