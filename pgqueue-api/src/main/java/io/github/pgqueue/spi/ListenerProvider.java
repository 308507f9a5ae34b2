package io.github.pgqueue.spi;

import io.github.pgqueue.PgQueuesConfig;

/**
 * Makes listening connections: the service that a backend registers to hear of new jobs.
 *
 * <p>Registered in {@code META-INF/services/io.github.pgqueue.spi.ListenerProvider} or in a module
 * descriptor, with a public constructor without parameters. It must be thread-safe. The engine keeps one
 * connection a process, and makes it anew, with growing pauses, when it is lost: a provider never
 * reconnects by itself.
 */
public interface ListenerProvider {

    /**
     * The name that a config chooses this backend by.
     *
     * @return constant, not blank, such as {@code "pgjdbc"}
     */
    String name();

    /**
     * Checks, without connecting, that this backend can serve the settings.
     *
     * @param config the settings
     * @throws IllegalArgumentException if it cannot; the message names the setting, the rule and the
     *     value
     */
    void check(PgQueuesConfig config);

    /**
     * Opens a connection of its own, never one that a pool recycles, and listens.
     *
     * <ul>
     *   <li><b>L1.1</b> When it returns, every ring that is sent from now on is heard.
     *   <li><b>L1.2</b> If it cannot, it throws within the config's
     *       {@linkplain PgQueuesConfig#connectTimeout() connect timeout} and a few seconds, and leaves
     *       nothing open.
     *   <li><b>L2.1</b> Each notification is passed to {@link RingSink#ring(String)} once, its text
     *       unchanged, as soon as it arrives: an idle listener wakes, it does not sleep and look.
     *   <li><b>L2.2</b> Only notifications of exactly this channel are passed on, whatever characters
     *       and case its name has.
     *   <li><b>L2.3</b> None is lost in a flood, and a sink that throws costs none.
     * </ul>
     *
     * @param config where and as whom to connect
     * @param channel the channel's exact name
     * @param sink hears of rings and of the loss of the connection
     * @return the connection, to be closed by the caller
     * @throws Exception if it cannot connect or listen
     */
    ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink) throws Exception;
}
