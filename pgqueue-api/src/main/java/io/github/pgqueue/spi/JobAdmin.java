package io.github.pgqueue.spi;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobPage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What an operator does with jobs: an ability that a store may have. The rules of {@link QueueStore} hold.
 */
public interface JobAdmin {

    /**
     * Makes a finished job wait again.
     *
     * <ul>
     *   <li><b>S12.1</b> A job in ERROR or CANCELLED becomes {@code NEW}, due now, all its attempts excused,
     *       the attempt not changed; a ring is sent. Others stay as they are, and so does one whose unique
     *       key is held by another.
     * </ul>
     *
     * @param queueName the queue
     * @param id the job
     * @return whether it waits now
     */
    boolean retry(String queueName, long id);

    /**
     * Deletes a job.
     *
     * <ul>
     *   <li><b>S12.2</b> A job in any state but RUNNING is gone; a running one stays.
     * </ul>
     *
     * @param queueName the queue
     * @param id the job
     * @return whether it is gone
     */
    boolean discard(String queueName, long id);

    /**
     * Lists jobs.
     *
     * <ul>
     *   <li><b>S12.3</b> Exactly those that the filter means, each once over all pages as long as nothing
     *       changes: {@code NEW} by priority, due time and id, others by the time of the last change and id,
     *       latest first.
     * </ul>
     *
     * @param queueName the queue
     * @param filter which
     * @param limit how many at most
     * @param from where the page begins; empty for the first
     * @return the page
     * @throws IllegalArgumentException if {@code from} is not from a page
     */
    JobPage list(String queueName, JobFilter filter, int limit, Optional<String> from);

    /**
     * Counts what {@link #apply} would touch.
     *
     * @param queueName the queue
     * @param action what would be done
     * @param filter to which jobs
     * @return how many
     */
    long preview(String queueName, BulkAction action, JobFilter filter);

    /**
     * Takes one step with many jobs.
     *
     * <ul>
     *   <li><b>S12.4</b> Called until nothing is left, it touches exactly the jobs that the filter means and
     *       the action touches, each as the method for a single one does.
     * </ul>
     *
     * @param queueName the queue
     * @param action what to do
     * @param filter to which jobs
     * @param from where the step begins, from the step before; empty for the first
     * @return how many it touched, and where the next begins
     */
    Step apply(String queueName, BulkAction action, JobFilter filter, OptionalLong from);

    /**
     * What a step has done. Immutable.
     *
     * @param touched how many jobs
     * @param next where the next step begins; empty if nothing is left
     */
    record Step(long touched, OptionalLong next) {}

    /**
     * Stops or allows claims from a queue.
     *
     * <ul>
     *   <li><b>S12.5</b> While it is paused nothing is claimed from it by anyone; settling, inserting and all
     *       else go on. Going on again sends a ring. Repeating it changes nothing.
     * </ul>
     *
     * @param queueName the queue
     * @param paused whether it is to be paused
     */
    void pause(String queueName, boolean paused);

    /**
     * The queues that are paused.
     *
     * @return their names
     */
    Set<String> paused();

    /**
     * Counts what {@link #prune} would delete in all, by the config's retention.
     *
     * @return how many
     */
    long prunable();

    /**
     * Deletes some of the finished jobs whose retention is over.
     *
     * <ul>
     *   <li><b>S12.6</b> It deletes finished jobs whose last change is longer ago than the config's retention
     *       for their state, but none whose unique key still counts; never others. Called until it returns
     *       zero, it has deleted all.
     *   <li><b>S12.7</b> Nobody waits for it: jobs that somebody else holds are passed over.
     * </ul>
     *
     * @param limit how many at most
     * @return how many it deleted
     */
    int prune(int limit);

    /**
     * Takes a duty that one node at a time is to do.
     *
     * <ul>
     *   <li><b>S12.8</b> While one node has a duty, no other gets it, until the time is over by the store's
     *       clock; the one that has it gets it again.
     * </ul>
     *
     * @param duty its name
     * @param node who asks
     * @param time for how long
     * @return whether the node has it now
     */
    boolean takeDuty(String duty, String node, Duration time);
}
