package io.github.pgqueue.jdbc.internal.admin;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page of a listing ends: the last job's place in the order of its state. Immutable.
 *
 * @param state the state that is listed
 * @param priority the job's priority
 * @param at its due time if it is new, else the time of its last change
 * @param id its number
 */
record PageKey(JobState state, int priority, Instant at, long id) {

    /** State, priority, microseconds since 1970, id. */
    private static final Pattern FORM =
            Pattern.compile("([a-z]{1,9}):(-?[0-9]{1,5}):(-?[0-9]{1,18}|infinity):(-?[0-9]{1,19})");

    private static final String INFINITY = "infinity";
    private static final Instant END_OF_YEARS = Instant.parse("+10000-01-01T00:00:00Z");

    static PageKey of(JobInfo job) {
        Instant at = job.state() == JobState.NEW ? job.runAt() : job.updatedAt();
        return new PageKey(job.state(), job.priority(), at, job.id());
    }

    /** As a text that {@link #parse} reads. */
    String format() {
        String micros = at.isBefore(END_OF_YEARS) ? Long.toString(micros(at)) : INFINITY;
        return state.status() + ":" + priority + ":" + micros + ":" + id;
    }

    /**
     * Reads what a caller brings.
     *
     * @throws IllegalArgumentException if it is not from a page of a listing of this state
     */
    static PageKey parse(String text, JobState state) {
        return read(text)
                .filter(key -> key.state == state)
                .orElseThrow(() -> new IllegalArgumentException(
                        "from must be the next of a page that lists " + state + ": '" + text + "'"));
    }

    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }

    private static Optional<PageKey> read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            String micros = parts.group(3);
            return Optional.of(new PageKey(
                    JobState.ofStatus(parts.group(1)),
                    Short.parseShort(parts.group(2)),
                    micros.equals(INFINITY)
                            ? Instant.MAX
                            : Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS),
                    Long.parseLong(parts.group(4))));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
