package io.github.pgqueue;

/**
 * No backend of the wanted kind is on the class path or module path.
 *
 * <p>Add one backend artifact, such as {@code pgqueue-pgjdbc}, or give an instance in the config.
 */
public final class NoBackendException extends BackendException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the look-up of backends.
     *
     * @param message what was found, where, and the line that mends it
     */
    public NoBackendException(String message) {
        super(message, null);
    }
}
