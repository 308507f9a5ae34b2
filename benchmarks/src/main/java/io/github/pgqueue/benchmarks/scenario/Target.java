package io.github.pgqueue.benchmarks.scenario;

/**
 * What a ratio is to be.
 *
 * @param bound the least or the most
 * @param isLeast which of both
 */
public record Target(double bound, boolean isLeast) {

    /**
     * The ratio is to be this or more.
     *
     * @param bound the least
     */
    public static Target atLeast(double bound) {
        return new Target(bound, true);
    }

    /**
     * The ratio is to be this or less.
     *
     * @param bound the most
     */
    public static Target atMost(double bound) {
        return new Target(bound, false);
    }

    /**
     * Whether it is reached.
     *
     * @param ratio what was found
     */
    public boolean isMet(double ratio) {
        return isLeast ? ratio >= bound : ratio <= bound;
    }

    @Override
    public String toString() {
        return (isLeast ? ">= " : "<= ") + bound;
    }
}
