package io.github.pgqueue;

/**
 * Whether this process hears of new jobs at once.
 *
 * <pre>
 *   IDLE ──first subscribe──▶ CONNECTING ──LISTEN done──▶ LISTENING
 *                                  ▲                          │
 *                                  └──────backoff── LOST ◀────┘ connection gone
 *   any ──close──▶ CLOSED
 * </pre>
 *
 * <p>While it is not {@link #LISTENING}, jobs of other processes are found by polling every
 * {@link PgQueuesConfig#pollInterval()}.
 */
public enum ListenerState {
    /** Nobody has subscribed yet, or the config says to poll only. */
    IDLE,
    /** The first connection is being made. */
    CONNECTING,
    /** Rings arrive. */
    LISTENING,
    /** The connection is gone and is being made again, with growing pauses. */
    LOST,
    /** Closed with its {@link PgQueues}. */
    CLOSED
}
