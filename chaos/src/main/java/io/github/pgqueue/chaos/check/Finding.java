package io.github.pgqueue.chaos.check;

/**
 * Something that must not be. Immutable.
 *
 * @param check what it breaks
 * @param text what was found
 */
public record Finding(String check, String text) {

    @Override
    public String toString() {
        return check + ": " + text;
    }
}
