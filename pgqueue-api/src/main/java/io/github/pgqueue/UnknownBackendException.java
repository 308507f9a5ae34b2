package io.github.pgqueue;

/**
 * The config names a backend that is not on the class path or module path.
 *
 * <p>The message lists the names that are.
 */
public final class UnknownBackendException extends BackendException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the look-up of backends.
     *
     * @param message what was found, where, and the line that mends it
     */
    public UnknownBackendException(String message) {
        super(message, null);
    }
}
