package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Ring;
import java.util.List;

/**
 * What came of an exchange. Immutable.
 *
 * @param result the answer to the caller
 * @param rings what others are to hear, once no lock is held
 */
record MemoryAnswer(ExchangeResult result, List<Ring> rings) {}
