package io.github.pgqueue.cli.internal.shared;

/** Text that comes from elsewhere, made fit to stand in a line. */
public final class PlainText {

    private PlainText() {}

    /**
     * The text without line ends.
     *
     * @param text any text
     * @return the text with a space for each line's end and the space around it
     */
    public static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
