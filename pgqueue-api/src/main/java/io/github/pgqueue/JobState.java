package io.github.pgqueue;

import java.util.Locale;

/**
 * Where a job is in its life.
 *
 * <pre>
 *   NEW ──claim──▶ RUNNING ──handler returned──▶ SUCCESS
 *    ▲                │
 *    │                ├──handler failed────────▶ ERROR
 *    └──released or───┘
 *       to be retried
 *   NEW or RUNNING ──cancelled──▶ CANCELLED
 * </pre>
 *
 * <p>In the table the state is the column {@code status}, in lower case.
 */
public enum JobState {
    /** Waits to be claimed, now or once it is due. */
    NEW,
    /** Claimed by a node; its handler runs or is about to. */
    RUNNING,
    /** Its handler returned. Final. */
    SUCCESS,
    /** Its handler failed; the message is kept. Final. */
    ERROR,
    /** Ended before it was done. Final. */
    CANCELLED;

    /**
     * The state as it stands in the table.
     *
     * @return the name in lower case, such as {@code "new"}
     */
    public String status() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state for what stands in the table.
     *
     * @param status a value of the column {@code status}
     * @return the state
     * @throws IllegalArgumentException if no state is written so
     */
    public static JobState ofStatus(String status) {
        for (JobState state : values()) {
            if (state.status().equals(status)) {
                return state;
            }
        }
        throw new IllegalArgumentException("status must be one of new, running, success, error, cancelled: " + status);
    }
}
