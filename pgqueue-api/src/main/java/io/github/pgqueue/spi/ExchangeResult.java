package io.github.pgqueue.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The store's answer to an {@link Exchange}. Immutable.
 *
 * @param claimed the jobs claimed, in the order in which they are to run
 * @param lost the fences of settlements that touched nothing
 * @param nextDue how long until the next job is due, if fewer than the limit were claimed and one waits
 */
public record ExchangeResult(List<ClaimedJob> claimed, List<Fence> lost, Optional<Duration> nextDue) {

    /**
     * Copies the lists.
     *
     * @param claimed the jobs claimed
     * @param lost the fences of settlements that touched nothing
     * @param nextDue how long until the next job is due
     */
    public ExchangeResult {
        claimed = List.copyOf(claimed);
        lost = List.copyOf(lost);
    }
}
