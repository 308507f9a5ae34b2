package io.github.pgqueue.benchmarks.pickup;

/** How others learn of a job. */
public enum Rung {
    /** By {@code push}, as it is by default: after the commit, in a transaction of its own that waits for no disk. */
    AFTER_COMMIT,
    /** By plain SQL: in the transaction of the insert. */
    WITH_COMMIT
}
