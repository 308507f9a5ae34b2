package io.github.pgqueue.benchmarks.jmh;

/**
 * How long one job took to its handler's first act.
 *
 * @param sinceCall ns since {@code push} was called; the commit is in it
 * @param sinceReturn ns since {@code push} returned, or 0 if the handler was first
 */
record Latency(long sinceCall, long sinceReturn) {}
