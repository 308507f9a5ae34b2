package io.github.pgqueue;

/**
 * Whether this process hears of new jobs at once. A connection that is open proves nothing: it may be half open, lead
 * to a pooler that listens to nobody, or have lost its LISTEN. So the node rings itself through the database every
 * {@link PgQueuesConfig#proofInterval()}, and believes in its listener only as long as these rings come back.
 *
 * <pre>
 *   IDLE ──first subscribe──▶ CONNECTING ──LISTEN done──▶ LISTENING ──own ring came back──▶ PROVEN
 *                                  │                       ▲     │                             │
 *                                  │ refused     LISTEN done     │ own ring is missing         │ own ring is missing
 *                                  ▼                       │     ▼                             ▼
 *                                LOST ─────────────────────┴── SUSPECT ◀───────────────────────┘
 *
 *   LISTENING, PROVEN ──connection gone──▶ LOST
 *   SUSPECT ──made anew: refused──▶ LOST
 *   any ──close──▶ CLOSED
 * </pre>
 *
 * <p>While it is not {@link #PROVEN}, jobs of other processes are found by polling every
 * {@link PgQueuesConfig#pollInterval()}.
 */
public enum ListenerState {
    /** Nobody has subscribed yet, or the config says to poll only. */
    IDLE,
    /** The first connection is being made. */
    CONNECTING,
    /** The connection listens, as it seems; it has not been proven yet. */
    LISTENING,
    /** Rings arrive. */
    PROVEN,
    /** Rings do not arrive, whatever the connection says: it is given up and made anew, with growing pauses. */
    SUSPECT,
    /** The connection is gone or cannot be made; it is tried again, with growing pauses. */
    LOST,
    /** Closed with its {@link PgQueues}. */
    CLOSED
}
