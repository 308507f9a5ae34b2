package io.github.pgqueue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that a library could stumble over. */
public final class HostileTexts {

    private static final String[] NASTY = {
        "",
        " ",
        ".",
        "..",
        "a.",
        ".a",
        "select",
        "user.table",
        "pg_class",
        "a\0b",
        "\uD83D",
        "\uDE00\uD83D",
        "\uD83D\uDE00",
        "\u0130I\u0131i",
        "\u202Egnp\u202C",
        "\uFEFFjobs",
        "jobs\";drop table jobs;--",
        "'; select pg_sleep(9); --",
        "$$;end",
        "{jobs+_schema}",
        "{0}",
        "%s%n%d",
        ":queue",
        "?",
        "a/*",
        "*/",
        "\\",
        "E'\\x'",
        "$1",
        "\r\n",
        "1,2,3",
        "a".repeat(255),
        "\u00e4".repeat(256),
        "\uD83D\uDE00".repeat(255),
        "_".repeat(41),
    };

    private HostileTexts() {}

    /** Anything, with what has hurt others before more often than chance would have it. */
    public static Arbitrary<String> any() {
        return Arbitraries.oneOf(
                Arbitraries.of(NASTY),
                Arbitraries.strings().all().ofMaxLength(80),
                Arbitraries.strings()
                        .withChars("ab1_-.\"'\\;:,{}$%@/?&= \0\n\uD83D\uDE00")
                        .ofMaxLength(60),
                Arbitraries.strings().ascii().ofMinLength(250).ofMaxLength(5_000));
    }

    /** Whether the database could keep it. */
    public static boolean isWellFormed(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints().noneMatch(point -> point <= 0xFFFF && Character.isSurrogate((char) point));
    }

    /** As the limits count. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
