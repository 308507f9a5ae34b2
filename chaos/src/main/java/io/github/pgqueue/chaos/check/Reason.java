package io.github.pgqueue.chaos.check;

/** Why a job was started once more. */
public enum Reason {
    /** Its handler threw what it was meant to. */
    FAILURE,
    /** Its handler was interrupted, by its time limit, a closed subscription or a lease that was lost. */
    INTERRUPT,
    /** Its process died. */
    CRASH,
    /** Its process was closed while its handler ran. */
    CLOSE,
    /** Its node was cut off for longer than its lease. */
    LEASE,
    /** Its transaction could not be committed, or its connection died. */
    CONNECTION,
    /** There is none. */
    NONE
}
