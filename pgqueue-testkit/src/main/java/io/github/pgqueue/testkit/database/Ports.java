package io.github.pgqueue.testkit.database;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * Ports for servers of this process. Nobody listens on one when it is taken, and none is taken twice: between that and the
 * moment when its server listens it looks free to others, and also while its server is stopped. Thread-safe.
 */
final class Ports {

    private static final Set<Integer> TAKEN = new HashSet<>();

    private Ports() {}

    static synchronized int take() throws IOException {
        int port = free();
        while (!TAKEN.add(port)) {
            port = free();
        }
        return port;
    }

    static synchronized void giveBack(int port) {
        TAKEN.remove(port);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
