package io.github.pgqueue.cli.internal.demo;

import java.util.Locale;

/** Numbers as a reader likes them. */
final class Texts {

    private Texts() {}

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
