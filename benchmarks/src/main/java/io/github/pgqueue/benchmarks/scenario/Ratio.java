package io.github.pgqueue.benchmarks.scenario;

import org.jspecify.annotations.Nullable;

/**
 * Two entries of a scenario that are compared.
 *
 * @param name as results call it
 * @param of whose figure
 * @param to whose figure it is divided by
 * @param target what it is to be, if anything
 */
public record Ratio(
        String name, String of, String to, @Nullable Target target) {}
