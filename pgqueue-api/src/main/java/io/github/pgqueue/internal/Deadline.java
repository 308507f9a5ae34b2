package io.github.pgqueue.internal;

import java.time.Duration;

/**
 * A point in the time of this process, untouched by changes of its clock. Immutable.
 *
 * @param nanoTime in the scale of {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {

    /** Beyond this the scale would wrap; nobody waits so long. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    static Deadline in(Duration time) {
        Duration cut = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        return new Deadline(System.nanoTime() + cut.toNanos());
    }

    Deadline plus(Duration time) {
        return new Deadline(nanoTime + time.toNanos());
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** How long it has been over; never negative. */
    Duration ago() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - nanoTime));
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    boolean isOver() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
