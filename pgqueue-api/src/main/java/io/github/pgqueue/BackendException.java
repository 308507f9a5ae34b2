package io.github.pgqueue;

import org.jspecify.annotations.Nullable;

/**
 * {@link PgQueues#create} could not decide which backend to use.
 *
 * <p>There is one subclass for each way in which this can go wrong. Every message says what was
 * looked for, what was found and in which jar, and the line that mends it.
 */
public abstract sealed class BackendException extends PgQueueException
        permits NoBackendException,
                AmbiguousBackendException,
                UnknownBackendException,
                DuplicateBackendException,
                BrokenBackendException {

    private static final long serialVersionUID = 1L;

    BackendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
