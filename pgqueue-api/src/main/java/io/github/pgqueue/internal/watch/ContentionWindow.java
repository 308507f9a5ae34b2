package io.github.pgqueue.internal.watch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to hold back when many may want the same job: as stations on one wire do, with a contention window that
 * grows when they lose and shrinks when they win (exponential backoff, of CSMA). Nobody needs to know how many others
 * there are: who always wins never waits, and of many that mostly lose few go first. It grows twice as fast as it
 * shrinks, so that where all is in balance every second job has one that loses. Not thread-safe.
 *
 * <p>A slot of the window is drawn at random. The first goes at once, the second a step later, then two, four, eight and
 * so on together: when nobody of the first ones is there, all have looked soon.
 */
final class ContentionWindow {

    private static final int MOST_SLOTS = 64;
    private static final int GROWTH = 4;
    private static final int SHRINKAGE = 2;

    /** Long enough for who goes to claim the job and say so. */
    private static final Duration STEP = Duration.ofMillis(8);

    private int slots = 1;

    /** The time to wait, for one job; zero is the most likely where this wins. */
    Duration draw() {
        int slot = ThreadLocalRandom.current().nextInt(slots);
        return STEP.multipliedBy(Integer.SIZE - Integer.numberOfLeadingZeros(slot));
    }

    void won() {
        slots = Math.max(1, slots / SHRINKAGE);
    }

    void lost() {
        slots = Math.min(MOST_SLOTS, slots * GROWTH);
    }
}
