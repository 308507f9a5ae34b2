package io.github.pgqueue.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Accepts connections and never answers. */
final class Silence implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket server;
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

    Silence() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "silence");
        thread.setDaemon(true);
        thread.start();
    }

    Host host() {
        return new Host("127.0.0.1", server.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                accepted.add(server.accept());
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    /** Whoever came has gone by now, or soon. */
    void assertHungUp() throws Exception {
        Socket socket = accepted.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(socket).as("a connection").isNotNull();
        do {
            try (Socket open = socket) {
                open.setSoTimeout(PATIENCE_MILLIS);
                // What it said, and then its end.
                open.getInputStream().readAllBytes();
            }
            socket = accepted.poll();
        } while (socket != null);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
