package io.github.pgqueue.internal;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What all subscriptions of a node share. Immutable and thread-safe.
 *
 * @param threads where work is done
 * @param heartbeat whether the node may claim
 * @param events who is told
 * @param awaits who waits for ends of jobs
 * @param interval how long an idle subscription may go without looking
 */
record Surroundings(
        EngineThreads threads, Heartbeat heartbeat, Events events, Awaits awaits, Supplier<Duration> interval) {

    Duration lookInterval() {
        return interval.get();
    }
}
