package io.github.pgqueue.testkit.contract.rule;

/**
 * One thing that a backend or the engine promises. Immutable.
 *
 * <p>The first letter tells who: S a {@linkplain io.github.pgqueue.spi.QueueStore store}, L a
 * {@linkplain io.github.pgqueue.spi.ListenerProvider listener}, D the delivery by
 * {@link io.github.pgqueue.PgQueues} on top of both.
 */
public interface Rule {

    /**
     * The number that the Javadoc, the tests and their messages share.
     *
     * @return such as {@code S3.4}
     */
    String id();

    /**
     * What is promised.
     *
     * @return a sentence
     */
    String promise();

    /**
     * Where a mistake usually is.
     *
     * @return what to check, as a sentence
     */
    String hint();
}
