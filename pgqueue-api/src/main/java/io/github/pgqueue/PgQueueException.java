package io.github.pgqueue;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything pgqueue throws on its own account.
 *
 * <p>Invalid arguments are {@link IllegalArgumentException}s and calls on something closed are
 * {@link IllegalStateException}s, as everywhere in Java. No message holds a password or a payload.
 */
public class PgQueueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with a message and, where there is one, the cause.
     *
     * @param message what happened, and what mends it
     * @param cause what led to it, or {@code null}
     */
    public PgQueueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
