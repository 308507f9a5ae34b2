package io.github.pgqueue;

/** What can be done to many jobs of a queue at once. */
public enum BulkAction {
    /** As {@link PgQueue#retry(long)}: touches jobs in ERROR or CANCELLED. */
    RETRY,
    /** As {@link PgQueue#cancel(long)}: touches jobs in NEW or RUNNING. */
    CANCEL,
    /** As {@link PgQueue#discard(long)}: touches jobs in any state but RUNNING. */
    DISCARD;

    /**
     * Whether jobs in a state are touched.
     *
     * @param state the state
     * @return {@code false} if they are passed over
     */
    public boolean touches(JobState state) {
        return switch (this) {
            case RETRY -> state == JobState.ERROR || state == JobState.CANCELLED;
            case CANCEL -> state == JobState.NEW || state == JobState.RUNNING;
            case DISCARD -> state != JobState.RUNNING;
        };
    }
}
