package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.benchmarks.measure.Measurement;

/**
 * One of those that a scenario compares.
 *
 * @param name unique in its scenario
 * @param measurement measures it once
 */
public record Entry(String name, Measurement measurement) {}
