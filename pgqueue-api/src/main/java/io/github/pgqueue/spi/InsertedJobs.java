package io.github.pgqueue.spi;

import java.util.List;

/**
 * The store's answer to {@link QueueStore#insert(Exchange, List)} and {@link QueueStore#insertAndRing}. Immutable.
 *
 * @param inserted what became of the jobs, in their order
 * @param claimed those of them that were claimed, in the order in which they are to run
 * @param rung whether all who listen were told of them
 */
public record InsertedJobs(List<Inserted> inserted, List<ClaimedJob> claimed, boolean rung) {

    /**
     * Copies the lists.
     *
     * @param inserted what became of the jobs
     * @param claimed those that were claimed
     * @param rung whether all who listen were told
     */
    public InsertedJobs {
        inserted = List.copyOf(inserted);
        claimed = List.copyOf(claimed);
    }

    /**
     * Jobs of which nobody was told.
     *
     * @param inserted what became of the jobs
     * @param claimed those that were claimed
     */
    public InsertedJobs(List<Inserted> inserted, List<ClaimedJob> claimed) {
        this(inserted, claimed, false);
    }
}
