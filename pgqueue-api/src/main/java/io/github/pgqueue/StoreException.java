package io.github.pgqueue;

import org.jspecify.annotations.Nullable;

/**
 * A call to the database failed.
 *
 * <p>The call that throws it has changed nothing, or its outcome is unknown because the connection
 * broke while it was under way; the cause, usually an {@link java.sql.SQLException}, tells.
 */
public class StoreException extends PgQueueException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by stores.
     *
     * @param message what was attempted and why it failed
     * @param cause what the driver threw, or {@code null}
     */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
