package io.github.pgqueue;

/**
 * Several backends are there, and the config does not say which one is meant.
 *
 * <p>Name one with {@link PgQueuesConfig.Builder#backend(String)}, or remove the others.
 */
public final class AmbiguousBackendException extends BackendException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the look-up of backends.
     *
     * @param message what was found, where, and the line that mends it
     */
    public AmbiguousBackendException(String message) {
        super(message, null);
    }
}
