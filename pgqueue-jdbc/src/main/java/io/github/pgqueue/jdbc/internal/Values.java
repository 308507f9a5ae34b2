package io.github.pgqueue.jdbc.internal;

import org.jdbi.v3.core.argument.Argument;

/** What needs care on its way to the server. */
final class Values {

    /** Longer messages are cut, in characters: the table is no place for logs. */
    static final int LONGEST_ERROR = 1_000_000;

    private static final char REPLACEMENT = '\uFFFD';
    private static final int LAST_ASCII = 127;

    private Values() {}

    /** As an object: an SQL array from createArrayOf leaks memory in one of the drivers. */
    static Argument array(Object[] elements) {
        return (position, statement, context) -> statement.setObject(position, elements);
    }

    /** A text as PostgreSQL takes it: without NUL and without halves of characters. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), LONGEST_ERROR));
        text.codePoints()
                .limit(LONGEST_ERROR)
                .map(point -> point == 0 || isHalf(point) ? REPLACEMENT : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** For a database whose encoding lacks characters: better a poorer message than none. */
    static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(point -> ascii.appendCodePoint(point > LAST_ASCII || point == 0 ? '?' : point));
        return ascii.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
