package io.github.pgqueue.cli.internal.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine. */
final class Ports {

    private Ports() {}

    /** The port, if nobody listens on it; for 0, any that is free. */
    static int free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException taken) {
            throw new IOException("port " + port + " is taken; choose another with --port, or 0 for a free one", taken);
        }
    }
}
