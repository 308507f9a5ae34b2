package com.example.filequeue;

import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.UniqueKey.Scope;
import java.time.Instant;

/** A job's hold on its unique key. Immutable. */
record Hold(String key, Scope scope, Instant until) {

    /** Null for a job without a key. */
    static Hold of(NewJob job, Instant now) {
        return job.uniqueKey().map(key -> of(key, now)).orElse(null);
    }

    private static Hold of(UniqueKey key, Instant now) {
        return new Hold(key.key(), key.scope(), now.plus(key.period()));
    }

    /** Rule S8.2. */
    boolean counts(JobState state, Instant now) {
        return switch (scope) {
            case FINISHED -> !state.isFinal();
            case STARTED -> state == JobState.NEW;
            case PERIOD -> until.isAfter(now);
        };
    }
}
