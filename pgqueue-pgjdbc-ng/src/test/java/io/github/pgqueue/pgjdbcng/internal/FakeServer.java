package io.github.pgqueue.pgjdbcng.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Accepts connections, answers what it is told to the first bytes of each, and is silent from then on. */
final class FakeServer implements AutoCloseable {

    private static final int REQUEST = 8;

    private final ServerSocket server;
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final Queue<Socket> all = new ConcurrentLinkedQueue<>();

    /**
     * Begins to accept.
     *
     * @param answer sent once eight bytes have come; may be empty
     */
    FakeServer(String answer) throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Threads.start("fake-server", () -> accept(answer));
    }

    Host host() {
        return new Host(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    /** The connections so far, for the test to take. */
    BlockingQueue<Socket> accepted() {
        return accepted;
    }

    private void accept(String answer) {
        try {
            while (true) {
                Socket socket = server.accept();
                all.add(socket);
                accepted.add(socket);
                Threads.start("fake-answer", () -> answer(socket, answer));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private static void answer(Socket socket, String answer) {
        try {
            socket.getInputStream().readNBytes(REQUEST);
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // The client may go at any time.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : all) {
            socket.close();
        }
    }
}
