package io.github.pgqueue.internal.job;

/** Why a handler was asked to end. */
public enum Stop {
    /** Its subscription is closed, and the time is over. */
    CLOSE("closed while its handler was running"),
    /** Its job's time limit is over. */
    TIME_LIMIT("the time limit is over"),
    /** Somebody has cancelled its job. */
    CANCEL("cancelled while its handler was running"),
    /** The node has not beaten in time. */
    LEASE("the node could not beat, and its lease was about to run out");

    private final String reason;

    Stop(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
