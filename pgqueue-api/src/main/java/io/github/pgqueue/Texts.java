package io.github.pgqueue;

/** The rule for texts that the database must be able to keep. */
final class Texts {

    private Texts() {}

    static String check(String setting, String text, int longest) {
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > longest) {
            throw new IllegalArgumentException(
                    setting + " must have from 1 to " + longest + " characters: it has " + length);
        }
        return checkWellFormed(setting, text);
    }

    static String checkWellFormed(String setting, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    setting + " must not have a NUL character: it has one at " + text.indexOf('\0'));
        }
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException(setting + " must be well-formed text: it has half a surrogate pair");
        }
        return text;
    }
}
