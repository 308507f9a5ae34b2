package io.github.pgqueue.spi;

/**
 * Who hears a listening connection. Thread-safe; returns at once, so that a driver's own thread may call
 * it.
 */
public interface RingSink {

    /**
     * A notification arrived.
     *
     * @param payload its text, unchanged
     */
    void ring(String payload);

    /**
     * The connection is gone.
     *
     * <ul>
     *   <li><b>L3.1</b> Told once for a connection that dies, within a second where the operating system
     *       or the server tells of it.
     *   <li><b>L3.2</b> Not told for one that its owner closes.
     * </ul>
     *
     * @param cause what the driver said
     */
    void lost(Throwable cause);
}
