package io.github.pgqueue.cli.internal.shared;

import java.util.List;

/** Text that comes from elsewhere, made fit to be shown: it may hold what a terminal would obey. */
public final class PlainText {

    private static final String CUT = "...";

    private PlainText() {}

    /**
     * The text without line ends and other control characters.
     *
     * @param text any text
     * @return the text with a space for each line's end and the space around it
     */
    public static String oneLine(String text) {
        return printable(text.strip().replaceAll("\\s*\\R\\s*", " ").replace('\t', ' '));
    }

    /**
     * The same, but not longer than a column is wide.
     *
     * @param text any text
     * @param longest how many characters at most, at least 3
     * @return the text, or its beginning and three dots
     */
    public static String oneLine(String text, int longest) {
        String line = oneLine(text);
        if (line.codePointCount(0, line.length()) <= longest) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, longest - CUT.length())) + CUT;
    }

    /**
     * The lines of a longer text, such as a stack trace.
     *
     * @param text any text
     * @return each line without control characters
     */
    public static List<String> lines(String text) {
        return text.stripTrailing()
                .lines()
                .map(line -> printable(line.replace("\t", "    ")))
                .toList();
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }
}
