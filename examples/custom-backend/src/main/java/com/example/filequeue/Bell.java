package com.example.filequeue;

import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.RingSink;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A socket in the folder of bells, and the thread that waits at it. Thread-safe. */
final class Bell implements ListenerConnection {

    private static final Logger LOG = System.getLogger(Bell.class.getName());

    /** So many rings may wait until those who ring must. */
    private static final int BACKLOG = 1000;

    private static final long CLOSE_MILLIS = 1000;

    private final Path place;
    private final ServerSocketChannel server;
    private final String channel;
    private final RingSink sink;
    private final Thread thread = new Thread(this::run, "file-queue-bell");
    private volatile boolean closed;

    private Bell(Path place, ServerSocketChannel server, String channel, RingSink sink) {
        this.place = place;
        this.server = server;
        this.channel = channel;
        this.sink = sink;
    }

    /** Rule L1.1: from the moment the socket is bound, rings wait in it. */
    static Bell hang(Bells bells, String channel, RingSink sink) throws IOException {
        Path place = bells.place();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(place), BACKLOG);
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw failure;
        }
        Bell bell = new Bell(place, server, channel, sink);
        bell.thread.setDaemon(true);
        bell.thread.start();
        return bell;
    }

    private void run() {
        try {
            while (!closed) {
                try (SocketChannel ring = server.accept()) {
                    hear(ring);
                }
            }
        } catch (IOException failure) {
            if (!closed) {
                sink.lost(failure);
            }
        }
    }

    private void hear(SocketChannel ring) {
        try (DataInputStream in = new DataInputStream(Channels.newInputStream(ring))) {
            String rung = in.readUTF();
            String text = in.readUTF();
            if (!closed && rung.equals(channel)) {
                sink.ring(text);
            }
        } catch (IOException | RuntimeException failure) {
            // Rule L2.3: one that fails must not cost the others.
            LOG.log(Level.WARNING, "a ring on " + channel + " failed", failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            Files.deleteIfExists(place);
            thread.join(CLOSE_MILLIS);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "cannot take down the bell " + place, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
