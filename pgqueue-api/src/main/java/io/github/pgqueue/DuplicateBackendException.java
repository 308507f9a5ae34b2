package io.github.pgqueue;

/**
 * Two different providers answer to the same name.
 *
 * <p>Remove one of the jars that the message names.
 */
public final class DuplicateBackendException extends BackendException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the look-up of backends.
     *
     * @param message what was found, where, and the line that mends it
     */
    public DuplicateBackendException(String message) {
        super(message, null);
    }
}
