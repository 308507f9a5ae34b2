package io.github.pgqueue.cli.internal.shared;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people type and read them. */
public final class Times {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    /** So few digits that no sum of them is out of range. */
    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private Times() {}

    /**
     * Reads how long something takes.
     *
     * @param text such as {@code 250ms}, {@code 90s}, {@code 1h30m} or {@code PT1M30S}; a bare number is of seconds
     * @return the time
     * @throws IllegalArgumentException if it is none of these
     */
    public static Duration duration(String text) {
        Matcher parts = SHORT.matcher(text);
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        if (!text.isEmpty() && parts.matches()) {
            return Duration.ofDays(part(parts, 1))
                    .plusHours(part(parts, 2))
                    .plusMinutes(part(parts, 3))
                    .plusSeconds(part(parts, 4))
                    .plusMillis(part(parts, 5));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException(
                    "must be a time such as 250ms, 90s, 1h30m or PT1M30S: '" + text + "'", unreadable);
        }
    }

    private static long part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    /**
     * Reads a point in time.
     *
     * @param text such as {@code 2026-11-01T09:00:00Z} or {@code 2026-11-01T10:00+01:00}; a bare day begins in UTC
     * @return the point
     * @throws IllegalArgumentException if it is none of these
     */
    public static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "must be a day or a time with its zone, such as 2026-11-01, 2026-11-01T09:00:00Z or"
                            + " 2026-11-01T10:00+01:00: '" + text + "'",
                    unreadable);
        }
    }

    /**
     * For reading, not to the last digit.
     *
     * @param time zero or more
     * @return such as {@code 2.5s}, {@code 3m 20s}, {@code 5h 1m} or {@code 7d 0h}
     */
    public static String brief(Duration time) {
        if (time.compareTo(MINUTE) < 0) {
            return String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0);
        }
        if (time.compareTo(HOUR) < 0) {
            return time.toMinutes() + "m " + time.toSecondsPart() + "s";
        }
        return time.compareTo(Duration.ofDays(3)) < 0
                ? time.toHours() + "h " + time.toMinutesPart() + "m"
                : time.toDays() + "d " + time.toHoursPart() + "h";
    }
}
