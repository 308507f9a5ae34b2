package io.github.pgqueue.chaos.plan;

import java.time.Duration;
import java.util.Random;

/**
 * Draws.
 *
 * @param random where they come from
 */
record Seeded(Random random) {

    /** One seed of several numbers, well spread, as SplitMix64 does it (Steele, Lea, Flood, 2014). */
    static long mix(long seed, long... numbers) {
        long mixed = seed;
        for (long number : numbers) {
            mixed = spread(mixed + (number + 1) * 0x9E3779B97F4A7C15L);
        }
        return mixed;
    }

    private static long spread(long z) {
        long first = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
        return second ^ (second >>> 31);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }

    Duration millis(int least, int most) {
        return Duration.ofMillis(least + below(most - least + 1));
    }
}
