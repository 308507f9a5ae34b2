package io.github.pgqueue.spi;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/**
 * What of a failure is kept. Immutable.
 *
 * @param type the class of what was thrown
 * @param message its message, at most {@value #MAX_MESSAGE} characters
 * @param trace its stack trace, at most {@value #MAX_TRACE} characters
 */
public record Failure(String type, Optional<String> message, Optional<String> trace) {

    /** The longest message, in characters. */
    public static final int MAX_MESSAGE = 4_000;

    /** The longest trace, in characters. */
    public static final int MAX_TRACE = 8_000;

    /** The longest name of a class, in characters. */
    private static final int MAX_TYPE = 1_000;

    /**
     * Cuts what is too long.
     *
     * @param type the class of what was thrown
     * @param message its message
     * @param trace its stack trace
     */
    public Failure {
        type = cut(type, MAX_TYPE);
        message = message.map(text -> cut(text, MAX_MESSAGE));
        trace = trace.map(text -> cut(text, MAX_TRACE));
    }

    /**
     * A failure that nobody has thrown.
     *
     * @param type what it is
     * @param message more about it
     * @return the failure, without a trace
     */
    public static Failure of(String type, String message) {
        return new Failure(type, Optional.of(message), Optional.empty());
    }

    /**
     * What was thrown; never throws itself, whatever that one's methods do.
     *
     * @param thrown anything
     * @return its class, message and trace
     */
    public static Failure of(Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            return new Failure(type, Optional.ofNullable(thrown.getMessage()), Optional.of(trace.toString()));
        } catch (Throwable unprintable) {
            return new Failure(type, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Class and message in a line or more.
     *
     * @return as {@link Throwable#toString()} has it
     */
    public String describe() {
        return message.map(text -> type + ": " + text).orElse(type);
    }

    /** Without message and trace, which may hold secrets of the application. */
    @Override
    public String toString() {
        return "Failure[" + type + "]";
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 3;
        // Half a surrogate pair is no text that a database takes.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}
