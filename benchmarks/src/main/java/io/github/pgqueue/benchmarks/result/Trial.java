package io.github.pgqueue.benchmarks.result;

/**
 * One measurement of a run.
 *
 * @param scenario what was done
 * @param entry of whom it was measured
 * @param round from 1 on; figures of one round met the same noise
 * @param sample what was found
 */
public record Trial(String scenario, String entry, int round, Sample sample) {}
