package io.github.pgqueue.pgjdbcng.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Stands before a server and, from the second connection on, holds its answers back until it is told to. */
final class Relay implements AutoCloseable {

    private final ServerSocket entrance;
    private final Host server;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);

    Relay(Host server) throws IOException {
        this.server = server;
        this.entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Threads.start("relay", this::accept);
    }

    Host host() {
        return new Host(entrance.getInetAddress().getHostAddress(), entrance.getLocalPort());
    }

    /** Lets the answers through. */
    void release() {
        released.countDown();
    }

    private void accept() {
        try {
            for (int i = 0; ; i++) {
                Socket client = keep(entrance.accept());
                Socket backend = keep(new Socket(server.name(), server.port()));
                boolean first = i == 0;
                Threads.start("relay-there", () -> pass(client, backend, true));
                Threads.start("relay-back", () -> pass(backend, client, first));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private Socket keep(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private void pass(Socket from, Socket to, boolean atOnce) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!atOnce) {
                    released.await();
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException | InterruptedException gone) {
            // One end went; the other is closed.
        }
    }

    @Override
    public void close() throws IOException {
        release();
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
