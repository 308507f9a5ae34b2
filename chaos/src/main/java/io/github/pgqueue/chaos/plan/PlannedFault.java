package io.github.pgqueue.chaos.plan;

import java.time.Duration;

/**
 * A fault that is to come. Immutable.
 *
 * @param at when, counted from the beginning of the run
 * @param kind what
 * @param target against which process, from 0; for others a number to draw by
 * @param length how long it lasts
 */
public record PlannedFault(Duration at, FaultKind kind, int target, Duration length) {}
