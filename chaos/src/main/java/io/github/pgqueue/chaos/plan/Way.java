package io.github.pgqueue.chaos.plan;

/** How a job is pushed. */
public enum Way {
    /** By itself. */
    SINGLE,
    /** Many in one call. */
    BATCH,
    /** Many at once, a call each. */
    CROWD,
    /** In a transaction that is committed. */
    COMMIT,
    /** In a transaction that is rolled back. */
    ROLLBACK
}
