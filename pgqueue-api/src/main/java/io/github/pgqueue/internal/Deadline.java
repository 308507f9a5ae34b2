package io.github.pgqueue.internal;

import java.time.Duration;

/**
 * A point in the time of this process, untouched by changes of its clock. Immutable.
 *
 * @param nanoTime in the scale of {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    Deadline plus(Duration time) {
        return new Deadline(nanoTime + time.toNanos());
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    boolean isOver() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
