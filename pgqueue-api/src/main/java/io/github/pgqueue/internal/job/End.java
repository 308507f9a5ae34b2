package io.github.pgqueue.internal.job;

import io.github.pgqueue.spi.Settlement;
import java.time.Duration;

/**
 * How a run has ended. Immutable.
 *
 * @param settlement what the store is to be told
 * @param ran how long the handler ran; zero if it was not started
 * @param epoch the number of the lease that its job was claimed under
 */
public record End(Settlement settlement, Duration ran, long epoch) {}
