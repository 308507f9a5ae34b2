package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.plan.JobSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody meant to push, and the first word about it. Immutable.
 *
 * @param at when it was begun
 * @param spec what
 * @param acked the answer; empty if there was none
 * @param never whether it must not be there
 */
record Push(Instant at, JobSpec spec, Optional<Event.Acked> acked, boolean never) {

    String token() {
        return spec.token();
    }
}
