package io.github.pgqueue;

import org.jspecify.annotations.Nullable;

/**
 * A call to the database failed: it has changed nothing, or its outcome is {@linkplain #isOutcomeUnknown() unknown}.
 * The cause, usually an {@link java.sql.SQLException}, tells more.
 */
public class StoreException extends PgQueueException {

    private static final long serialVersionUID = 1L;

    /** Whether what was called for may have been done all the same. */
    private final boolean outcomeUnknown;

    /**
     * Made by stores that cannot tell whether anything was changed.
     *
     * @param message what was attempted and why it failed
     * @param cause what the driver threw, or {@code null}
     */
    public StoreException(String message, @Nullable Throwable cause) {
        this(message, cause, true);
    }

    /**
     * Made by stores.
     *
     * @param message what was attempted and why it failed
     * @param cause what the driver threw, or {@code null}
     * @param outcomeUnknown false if nothing was changed
     */
    public StoreException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Whether what was called for may have been done all the same, such as when the connection broke while its commit
     * was under way. To call again then may do it twice; a push with a {@linkplain NewJob#withUniqueKey unique key}
     * adds one job only.
     *
     * @return false if it has changed nothing
     */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
