package io.github.pgqueue.spi;

import io.github.pgqueue.PgQueuesConfig;

/**
 * Makes stores: the service that a backend registers to keep jobs.
 *
 * <p>Registered in {@code META-INF/services/io.github.pgqueue.spi.QueueStoreProvider} or in a module
 * descriptor, with a public constructor without parameters. It must be thread-safe.
 */
public interface QueueStoreProvider {

    /**
     * The name that a config chooses this backend by.
     *
     * @return constant, not blank, such as {@code "pgjdbc"}
     */
    String name();

    /**
     * Makes a store. Must not connect: a database that is down shows at the first call.
     *
     * @param config the settings
     * @return a store that the caller closes
     * @throws IllegalArgumentException if this backend cannot serve a setting; the message names the
     *     setting, the rule and the value
     */
    QueueStore open(PgQueuesConfig config);
}
