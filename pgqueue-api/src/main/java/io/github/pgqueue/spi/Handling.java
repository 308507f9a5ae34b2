package io.github.pgqueue.spi;

import io.github.pgqueue.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * How a claimed job is to be handled. Immutable.
 *
 * @param retryPolicy the job's own policy; empty for the subscription's, also if what stands in the table is
 *     none
 * @param timeLimit the job's own time limit; empty for the subscription's
 * @param excused how many of its attempts do not count for the policy
 * @param rescued whether its last attempt ended with the node that ran it
 */
public record Handling(Optional<RetryPolicy> retryPolicy, Optional<Duration> timeLimit, int excused, boolean rescued) {

    /** As the subscription says. */
    public static final Handling DEFAULT = new Handling(Optional.empty(), Optional.empty(), 0, false);
}
