package io.github.pgqueue.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * The store's answer to a node's heartbeat. Immutable.
 *
 * @param lapsed whether the node was not alive by then: unknown, or its lease was over, so that its jobs may
 *     run elsewhere
 * @param nextLapse how long until the first lease of another node is over if that one does not beat, zero if
 *     one is already; empty if there is no other
 */
public record Beat(boolean lapsed, Optional<Duration> nextLapse) {}
