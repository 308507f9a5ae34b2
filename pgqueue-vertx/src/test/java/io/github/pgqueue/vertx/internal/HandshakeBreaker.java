package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Says that it encrypts, and hangs up as that begins: as somebody in between does who would rather read along. */
final class HandshakeBreaker implements AutoCloseable {

    private static final int REQUEST = 8;

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    HandshakeBreaker() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "handshake-breaker");
        thread.setDaemon(true);
        thread.start();
    }

    Host host() {
        return new Host("127.0.0.1", server.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    connections.incrementAndGet();
                    socket.getInputStream().readNBytes(REQUEST);
                    socket.getOutputStream().write('S');
                    // What a client begins to shake hands with.
                    socket.getInputStream().read();
                }
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
