package io.github.pgqueue;

import java.util.Locale;

/**
 * Where a job is in its life.
 *
 * <pre>
 *   NEW ──claim──▶ RUNNING ──handler returned──────────▶ SUCCESS
 *    ▲                │
 *    │                ├──last attempt has failed──────▶ ERROR
 *    └──released, ────┤
 *       to be retried,│
 *       or rescued    └──cancelled───────────────────▶ CANCELLED
 *   NEW ──cancelled──▶ CANCELLED
 *   ERROR or CANCELLED ──retried by hand──▶ NEW
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
    /** Its last attempt has failed; the failures are kept. Final. */
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

    /**
     * Whether the job has come to an end.
     *
     * @return {@code true} for {@link #SUCCESS}, {@link #ERROR} and {@link #CANCELLED}
     */
    public boolean isFinal() {
        return this != NEW && this != RUNNING;
    }
}
