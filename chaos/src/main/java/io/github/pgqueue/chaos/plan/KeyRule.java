package io.github.pgqueue.chaos.plan;

import io.github.pgqueue.UniqueKey;
import java.time.Duration;

/** When a job's key counts, and what becomes of a second push. */
public enum KeyRule {
    /** There is no key. */
    NONE,
    /** Until the job is finished. */
    FINISHED,
    /** Until it is started. */
    STARTED,
    /** For some time after its push. */
    PERIOD,
    /** Until it is finished; a later push replaces what waits. */
    REPLACING;

    /** For how long a key counts by {@link #PERIOD}. */
    public static final Duration TIME = Duration.ofSeconds(3);

    UniqueKey key(String text) {
        UniqueKey key = UniqueKey.of(text);
        return switch (this) {
            case STARTED -> key.untilStarted();
            case PERIOD -> key.within(TIME);
            case REPLACING -> key.replacing();
            default -> key;
        };
    }
}
