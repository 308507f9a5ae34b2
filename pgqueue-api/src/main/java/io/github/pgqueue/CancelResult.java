package io.github.pgqueue;

/** What {@link PgQueue#cancel(long)} has found. */
public enum CancelResult {
    /** The job waited, and is {@link JobState#CANCELLED} now. */
    CANCELLED,
    /** The job runs; its handler has been asked to end. */
    REQUESTED,
    /** The job is finished or not there; nothing was changed. */
    TOO_LATE
}
