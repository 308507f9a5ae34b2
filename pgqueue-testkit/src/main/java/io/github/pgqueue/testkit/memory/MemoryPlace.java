package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;

/**
 * A job's place in a listing. Immutable.
 *
 * @param priority counts among those that wait
 * @param time the due time of those that wait, else that of the last change
 * @param id the job
 */
record MemoryPlace(int priority, Instant time, long id) {

    private static final Comparator<MemoryPlace> BY_TIME =
            Comparator.comparing(MemoryPlace::time).thenComparing(MemoryPlace::id);
    private static final Comparator<MemoryPlace> TO_RUN =
            Comparator.comparing(MemoryPlace::priority).thenComparing(BY_TIME);

    static MemoryPlace of(MemoryJob job) {
        return new MemoryPlace(job.priority(), orderTime(job), job.id());
    }

    private static Instant orderTime(MemoryJob job) {
        return job.state() == JobState.NEW ? job.runAt() : job.updatedAt();
    }

    static boolean isMeant(MemoryJob job, JobFilter filter) {
        return job.state() == filter.state()
                && filter.since().filter(orderTime(job)::isBefore).isEmpty()
                && filter.until()
                        .filter(until -> !orderTime(job).isBefore(until))
                        .isEmpty();
    }

    /** Those that wait as they will be claimed, others latest first. */
    static Comparator<MemoryPlace> order(JobState state) {
        return state == JobState.NEW ? TO_RUN : BY_TIME.reversed();
    }

    /** As it stands in a page. */
    String text() {
        return priority + "," + time + "," + id;
    }

    static MemoryPlace parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 3) {
                return new MemoryPlace(Integer.parseInt(parts[0]), Instant.parse(parts[1]), Long.parseLong(parts[2]));
            }
        } catch (NumberFormatException | DateTimeParseException unreadable) {
            throw new IllegalArgumentException(refusal(text), unreadable);
        }
        throw new IllegalArgumentException(refusal(text));
    }

    private static String refusal(String text) {
        return "from must be what a page tells as the next one: '" + text + "'";
    }
}
