package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.internal.lease.Heartbeat;
import io.github.pgqueue.internal.observe.Awaits;
import io.github.pgqueue.internal.observe.Events;
import io.github.pgqueue.internal.threads.EngineThreads;
import io.github.pgqueue.internal.watch.Lookout;
import io.github.pgqueue.internal.watch.Neighbours;

/**
 * What all subscriptions of a node share. Immutable and thread-safe.
 *
 * @param threads where work is done
 * @param heartbeat whether the node may claim
 * @param events who is told
 * @param awaits who waits for ends of jobs
 * @param lookout looks for all that rest
 * @param neighbours what is known of other nodes
 */
public record Surroundings(
        EngineThreads threads,
        Heartbeat heartbeat,
        Events events,
        Awaits awaits,
        Lookout lookout,
        Neighbours neighbours) {}
