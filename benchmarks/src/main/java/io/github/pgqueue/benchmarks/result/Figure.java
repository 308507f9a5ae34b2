package io.github.pgqueue.benchmarks.result;

import java.util.Locale;

/** How figures are written. */
public final class Figure {

    private Figure() {}

    /**
     * A round number in words, as titles have it.
     *
     * @param number such as 2000000, which is "2 million"
     */
    public static String count(long number) {
        long million = 1_000_000;
        return number >= million && number % million == 0
                ? number / million + " million"
                : String.format(Locale.ROOT, "%,d", number);
    }

    /**
     * With three digits that count, and no more than the measurement is worth.
     *
     * @param value any number
     */
    public static String text(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }
}
