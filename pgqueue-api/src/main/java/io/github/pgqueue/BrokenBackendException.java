package io.github.pgqueue;

import org.jspecify.annotations.Nullable;

/**
 * A provider is registered but cannot be used.
 *
 * <p>Its class is missing or has no public constructor, its constructor or its {@code name()}
 * throws, or the name is blank. It is never skipped in silence.
 */
public final class BrokenBackendException extends BackendException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the look-up of backends.
     *
     * @param message which provider, in which jar, and the line that mends it
     * @param cause what the provider threw, or {@code null}
     */
    public BrokenBackendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
