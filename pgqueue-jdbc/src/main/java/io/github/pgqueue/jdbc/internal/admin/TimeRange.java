package io.github.pgqueue.jdbc.internal.admin;

import io.github.pgqueue.JobFilter;
import io.github.pgqueue.jdbc.internal.text.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The times that a filter means, as the table keeps them: to the microsecond, both ends included. Immutable.
 *
 * @param first the earliest; {@link Instant#MIN} for no bound
 * @param last the latest; {@link Instant#MAX} for no bound, infinity included
 */
record TimeRange(Instant first, Instant last) {

    private static final Duration STEP = ChronoUnit.MICROS.getDuration();
    private static final Duration ALMOST_A_STEP = STEP.minusNanos(1);
    private static final Instant FIRST_YEAR = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END_OF_YEARS = Instant.parse("+10000-01-01T00:00:00Z");

    static TimeRange of(JobFilter filter) {
        return new TimeRange(
                filter.since().map(TimeRange::roundedUp).orElse(Instant.MIN),
                filter.until().map(until -> roundedUp(until).minus(STEP)).orElse(Instant.MAX));
    }

    /** The same without what comes after a time. */
    TimeRange upTo(Instant time) {
        return time.isBefore(last) ? new TimeRange(first, time) : this;
    }

    /** The last time before the range. */
    Instant before() {
        return first.equals(Instant.MIN) ? Instant.MIN : first.minus(STEP);
    }

    /** The first time after the range. */
    Instant beyond() {
        return last.equals(Instant.MAX) ? Instant.MAX : last.plus(STEP);
    }

    /** A time as every server reads it; those that it writes in no such way are as good as infinite. */
    static String text(Instant time) {
        if (time.isBefore(FIRST_YEAR)) {
            return "-infinity";
        }
        return time.isBefore(END_OF_YEARS) ? Values.time(time) : "infinity";
    }

    private static Instant roundedUp(Instant time) {
        return time.plus(ALMOST_A_STEP).truncatedTo(ChronoUnit.MICROS);
    }
}
