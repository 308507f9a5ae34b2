package io.github.pgqueue.pgjdbc.internal;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/** Makes sockets that are watched by whoever knows the argument that the driver hands to it. */
public final class WatchedSocketFactory extends SocketFactory {

    private static final Map<String, WatchedSocket.Watch> WATCHES = new ConcurrentHashMap<>();

    private final WatchedSocket.Watch watch;

    /** For the driver. */
    public WatchedSocketFactory(String argument) {
        watch = watch(argument);
    }

    static WatchedSocket.Watch watch(String argument) {
        return WATCHES.computeIfAbsent(argument, same -> new WatchedSocket.Watch());
    }

    @Override
    public Socket createSocket() {
        return new WatchedSocket(watch);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }
}
