package io.github.pgqueue.testkit.database;

/**
 * Power over a test server as a whole, to see what clients do without it. Thread-safe; each method
 * blocks until it is done, and doing again what is done already is fine.
 *
 * <pre>
 *   running ──stop──▶ stopped ──start──▶ running
 *   running ──freeze──▶ frozen ──thaw──▶ running
 * </pre>
 */
public interface ServerControl {

    /**
     * Ends the server at once, as a crash would: connections break, committed jobs are kept.
     *
     * @throws IllegalStateException if it does not end
     */
    void stop();

    /**
     * Starts the server again, with the same address and content.
     *
     * @throws IllegalStateException if it does not start
     */
    void start();

    /**
     * Halts all of the server's processes: connections stay open and nobody answers, as in a network
     * that went silent.
     *
     * @throws IllegalStateException if it cannot be done
     */
    void freeze();

    /**
     * Lets a frozen server go on.
     *
     * @throws IllegalStateException if it cannot be done
     */
    void thaw();
}
