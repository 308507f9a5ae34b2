package io.github.pgqueue.jdbc.internal.text;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.argument.Argument;

/** What needs care on its way to the server. */
public final class Values {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int LAST_ASCII = 127;
    private static final Duration ALMOST_A_MILLI = Duration.ofNanos(999_999);

    private Values() {}

    /** As an object: an SQL array from createArrayOf leaks memory in one of the drivers. */
    public static Argument array(Object[] elements) {
        return (position, statement, context) -> statement.setObject(position, elements);
    }

    /** A time of the years 1 to 9999 as every server reads it, to the microsecond. */
    public static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** In milliseconds, rounded up, so that nothing is due too early. */
    public static long millis(Duration time) {
        return time.plus(ALMOST_A_MILLI).toMillis();
    }

    /** A text as PostgreSQL takes it: without NUL and without halves of characters. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point == 0 || isHalf(point) ? REPLACEMENT : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** For a database whose encoding lacks characters: better a poorer message than none. */
    public static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(point -> ascii.appendCodePoint(point > LAST_ASCII || point == 0 ? '?' : point));
        return ascii.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
