package io.github.pgqueue.internal.node;

/** The rule for names of queues. */
final class QueueNames {

    static final int MAX_LENGTH = 255;

    private QueueNames() {}

    static String check(String name) {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException("queue name must have from 1 to " + MAX_LENGTH + " characters: '"
                    + name.substring(0, Math.min(name.length(), MAX_LENGTH)) + "' has "
                    + name.codePointCount(0, name.length()));
        }
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "queue name must not have a NUL character: '" + name.replace('\0', '\u2400') + "'");
        }
        if (name.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("queue name must be well-formed text: it has half a surrogate pair");
        }
        return name;
    }
}
