package io.github.pgqueue.jdbc.internal.row;

import io.github.pgqueue.spi.ClaimedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Where in each queue's order a backlog begins that is being done: what comes before was done, and walking over what the
 * server has not cleared away yet, or cannot, as while somebody holds an old snapshot, takes longer and longer. So who goes
 * on does so from there. What has come before that place meanwhile is found from the start, again and again, as often as
 * costs little. Thread-safe.
 */
public final class Frontier {

    /** Finding the start takes a tenth of the time at most. */
    private static final int SHARE = 10;

    /** So many queues are remembered, which is more than a process serves. */
    private static final int MOST_QUEUES = 10_000;

    private final LongSupplier clock;
    private final int looks;
    private final Duration least;
    private final Map<String, Reached> reached = new ConcurrentHashMap<>();

    /**
     * Nowhere yet.
     *
     * @param clock tells nanoseconds, as {@link System#nanoTime} does
     * @param looks from the start, one after the other, have brought all that was wanted before it is believed that there
     *     is a backlog
     * @param least how long nobody needs to look from the start again
     */
    public Frontier(LongSupplier clock, int looks, Duration least) {
        this.clock = clock;
        this.looks = looks;
        this.least = least;
    }

    /**
     * A place in the order of a queue.
     *
     * @param priority of the job there
     * @param runAt its due time
     * @param id its number
     */
    public record Place(int priority, Instant runAt, long id) {

        /** Before all jobs. */
        public static final Place START =
                new Place(Short.MIN_VALUE, Instant.parse("0001-01-01T00:00:00Z"), Long.MIN_VALUE);

        static Place of(ClaimedJob job) {
            return new Place(job.priority(), job.runAt(), job.id());
        }

        /** Has the statement's {@link DueSql#LEVELS levels} begin here. */
        public void bindTo(SqlStatement<?> statement) {
            statement
                    .bind("from_priority", (short) priority)
                    .bind("from_time", runAt.toString())
                    .bind("from_id", id);
        }
    }

    /**
     * What is known of a queue.
     *
     * @param place that was reached
     * @param looks from the start, the last of them included
     * @param since when somebody began to look from the start
     * @param took how long that took
     */
    private record Reached(Place place, int looks, long since, long took) {

        Reached goOn(Place next) {
            return new Reached(next, looks, since, took);
        }
    }

    /** The time, for who begins to look. */
    public long now() {
        return clock.getAsLong();
    }

    /** Where to look from. */
    public Place of(String queueName) {
        Reached last = reached.get(queueName);
        return last != null && isToGoOn(last) ? last.place : Place.START;
    }

    private boolean isToGoOn(Reached last) {
        return last.looks >= looks && now() - last.since < Math.max(least.toNanos(), SHARE * last.took);
    }

    /**
     * Somebody has looked.
     *
     * @param from where
     * @param since when it began
     * @param jobs what was found, in order
     * @param limit how many were wanted, at least one; fewer are all that there are, and nobody knows where the next ones
     *     will be
     */
    public void found(String queueName, Place from, long since, List<ClaimedJob> jobs, int limit) {
        if (jobs.size() < limit) {
            reached.remove(queueName);
            return;
        }
        Place first = Place.of(jobs.get(0));
        if (!from.equals(Place.START)) {
            reached.computeIfPresent(queueName, (queue, last) -> last.goOn(first));
        } else if (reached.size() < MOST_QUEUES) {
            long took = now() - since;
            reached.merge(
                    queueName,
                    new Reached(first, 1, since, took),
                    (last, next) -> new Reached(first, Math.min(looks, last.looks + 1), since, took));
        }
    }
}
