package io.github.pgqueue.spi;

/** One listening connection. Thread-safe. */
public interface ListenerConnection extends AutoCloseable {

    /**
     * Ends it.
     *
     * <ul>
     *   <li><b>L4.1</b> Twice is fine; it returns within two seconds, also in a silent network.
     *   <li><b>L4.2</b> Once it has returned, the sink hears no more of this connection, and its thread,
     *       if it had one, has ended or is about to.
     * </ul>
     */
    @Override
    void close();
}
