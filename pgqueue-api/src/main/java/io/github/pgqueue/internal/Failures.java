package io.github.pgqueue.internal;

/** What of a failure is kept in the table. */
final class Failures {

    /** Characters; enough to see what it was, little enough for millions of rows. */
    static final int MAX_LENGTH = 4_000;

    private Failures() {}

    /** Class and message. */
    static String describe(Throwable failure) {
        String text;
        try {
            text = failure.toString();
        } catch (Throwable unprintable) {
            text = failure.getClass().getName();
        }
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 3) + "...";
    }
}
