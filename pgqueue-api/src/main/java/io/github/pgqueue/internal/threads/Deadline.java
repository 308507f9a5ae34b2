package io.github.pgqueue.internal.threads;

import java.time.Duration;

/**
 * A point in the time of this process, untouched by changes of its clock. Immutable.
 *
 * @param nanoTime in the scale of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {

    /** Beyond this the scale would wrap; nobody waits so long. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public static Deadline in(Duration time) {
        Duration cut = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        return new Deadline(System.nanoTime() + cut.toNanos());
    }

    public Deadline plus(Duration time) {
        return new Deadline(nanoTime + time.toNanos());
    }

    /** Never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** How long it has been over; never negative. */
    public Duration ago() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - nanoTime));
    }

    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    public boolean isOver() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
