package io.github.pgqueue.spi;

import java.util.List;

/**
 * Jobs that somebody has for a moment, to be ended together. A store that can keep others from a job without writing to
 * it, as a database can by a lock, spares a write for each job that is done before the moment is over. Used by one thread
 * at a time.
 *
 * <p>Rules, beside those of {@link QueueStore#hold}:
 *
 * <ul>
 *   <li><b>S17.2</b> After {@link #end} the jobs that were named done are {@code SUCCESS} without a result, or gone
 *       where S4.9 says so; those that were named running are {@code RUNNING} under their fences, as if claimed by an
 *       exchange, and all others are {@code NEW} as if they had never been held.
 *   <li><b>S17.3</b> If {@link #end} throws, nobody else gets a job of these until {@link #keep}, which can be repeated, and
 *       called instead of {@link #end}:
 *       then jobs that it names and that are neither ended nor changed by others are {@code RUNNING} under their fences,
 *       and those that it does not name are {@code NEW} as if they had never been held.
 *   <li><b>S17.4</b> If their node dies before, they are rescued like {@code RUNNING} ones, the attempt counted; and until
 *       then nobody gets them.
 *   <li><b>S17.5</b> Who cancels a job that is held ends it as {@code CANCELLED} or is told of as by S10.3, once it is
 *       {@code RUNNING}; none is both cancelled and done.
 * </ul>
 */
public interface HeldJobs {

    /**
     * What is held, in the order of a claim.
     *
     * @return the jobs
     */
    List<ClaimedJob> jobs();

    /**
     * Lets go of all. Called once.
     *
     * @param done jobs that have ended well and left nothing
     * @param running jobs that go on, or whose end is to be told by a settlement
     * @throws io.github.pgqueue.StoreException if nobody knows whether it was done: {@link #keep} must follow
     */
    void end(List<Fence> done, List<Fence> running);

    /**
     * Turns what was begun into claims, and lets go of the rest: when {@link #end} has failed, or cannot be called.
     *
     * @param begun all jobs that were begun; how they have ended is to be told by settlements
     * @throws io.github.pgqueue.StoreException if it is to be tried again
     */
    void keep(List<Fence> begun);
}
