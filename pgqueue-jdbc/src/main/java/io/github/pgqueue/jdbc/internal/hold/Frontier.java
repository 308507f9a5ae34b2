package io.github.pgqueue.jdbc.internal.hold;

import io.github.pgqueue.spi.ClaimedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Where in each queue's order a backlog begins that is being done: what comes before was done, and where the server cannot
 * clear it away, as while somebody holds an old snapshot, walking over it takes longer and longer. So who goes on does so
 * from there. What has come before that place meanwhile is found from the start, again and again, as often as costs
 * little. Thread-safe.
 */
final class Frontier {

    /** Jobs that are held are let go of after as long. */
    private static final Duration LEAST = Duration.ofMillis(50);

    /** Finding the start takes a tenth of the time at most. */
    private static final int SHARE = 10;

    /** So many queues are remembered, which is more than a process serves. */
    private static final int MOST_QUEUES = 10_000;

    private final LongSupplier clock;
    private final Map<String, Reached> reached = new ConcurrentHashMap<>();

    /**
     * Nowhere yet.
     *
     * @param clock tells nanoseconds, as {@link System#nanoTime} does
     */
    Frontier(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * A place in the order of a queue.
     *
     * @param priority of the job there
     * @param runAt its due time
     * @param id its number
     */
    record Place(int priority, Instant runAt, long id) {

        /** Before all jobs. */
        static final Place START = new Place(Short.MIN_VALUE, Instant.parse("0001-01-01T00:00:00Z"), Long.MIN_VALUE);

        static Place of(ClaimedJob job) {
            return new Place(job.priority(), job.runAt(), job.id());
        }
    }

    /**
     * What is known of a queue.
     *
     * @param place that was reached
     * @param since when somebody began to look from the start
     * @param took how long that took
     */
    private record Reached(Place place, long since, long took) {

        boolean holdsAt(long now) {
            return now - since < Math.max(LEAST.toNanos(), SHARE * took);
        }
    }

    /** The time, for who begins to look. */
    long now() {
        return clock.getAsLong();
    }

    /** Where to look from. */
    Place of(String queueName) {
        Reached last = reached.get(queueName);
        return last != null && last.holdsAt(now()) ? last.place : Place.START;
    }

    /**
     * Somebody has looked.
     *
     * @param from where
     * @param since when it began
     * @param jobs what was found, in order
     * @param limit how many were wanted; fewer are all that there are, and nobody knows where the next ones will be
     */
    void found(String queueName, Place from, long since, List<ClaimedJob> jobs, int limit) {
        if (jobs.isEmpty() || jobs.size() < limit) {
            reached.remove(queueName);
            return;
        }
        Place first = Place.of(jobs.get(0));
        if (!from.equals(Place.START)) {
            reached.computeIfPresent(queueName, (queue, last) -> new Reached(first, last.since, last.took));
        } else if (reached.size() < MOST_QUEUES) {
            reached.put(queueName, new Reached(first, since, now() - since));
        }
    }
}
