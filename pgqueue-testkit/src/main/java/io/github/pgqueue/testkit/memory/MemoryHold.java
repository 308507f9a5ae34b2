package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobState;
import io.github.pgqueue.UniqueKey;
import java.time.Instant;

/**
 * A job's hold on its unique key. Immutable.
 *
 * @param unique the key and its scope
 * @param until for the scope {@link UniqueKey.Scope#PERIOD}: when it ends
 */
record MemoryHold(UniqueKey unique, Instant until) {

    String key() {
        return unique.key();
    }

    boolean counts(JobState state, Instant now) {
        return switch (unique.scope()) {
            case FINISHED -> !state.isFinal();
            case STARTED -> state == JobState.NEW;
            case PERIOD -> until.isAfter(now);
        };
    }

    /** Whether it may count once the job was claimed. */
    boolean outlastsStart() {
        return unique.scope() != UniqueKey.Scope.STARTED;
    }
}
