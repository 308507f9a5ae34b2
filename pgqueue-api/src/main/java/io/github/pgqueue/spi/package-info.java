/**
 * What a backend implements: a {@link io.github.pgqueue.spi.QueueStore} that keeps jobs, a
 * {@link io.github.pgqueue.spi.ListenerProvider} that rings when there are new ones, or both.
 *
 * <p>Each method carries numbered rules; the contract suite in {@code pgqueue-testkit} tests them
 * under the same numbers.
 */
@NullMarked
package io.github.pgqueue.spi;

import org.jspecify.annotations.NullMarked;
