package io.github.pgqueue.chaos.times;

import java.time.Duration;

/**
 * What one trial has shown.
 *
 * @param noticed from the strike until the node does not believe any more that it is rung
 * @param nextJob from the strike until a job has begun that somebody else pushed as soon as the server let them
 * @param lasted from the strike to the end; zero if it was over as it struck
 * @param proven from the end until the node is proven again; zero if it was before
 * @param leaseKept whether the node held its lease each time it was asked, from the strike on
 * @param problem what the node's health said was wrong, as the fault ended
 */
public record Times(
        Duration noticed, Duration nextJob, Duration lasted, Duration proven, boolean leaseKept, String problem) {}
