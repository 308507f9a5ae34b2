package io.github.pgqueue.spi;

import java.util.List;

/**
 * The store's answer to {@link QueueStore#insert(Exchange, List)}. Immutable.
 *
 * @param inserted what became of the jobs, in their order
 * @param claimed those of them that were claimed, in the order in which they are to run
 */
public record InsertedJobs(List<Inserted> inserted, List<ClaimedJob> claimed) {

    /**
     * Copies the lists.
     *
     * @param inserted what became of the jobs
     * @param claimed those that were claimed
     */
    public InsertedJobs {
        inserted = List.copyOf(inserted);
        claimed = List.copyOf(claimed);
    }
}
