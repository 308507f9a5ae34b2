package io.github.pgqueue.testkit.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection over a {@link Wire}. Thread-safe. */
final class Link {

    private static final int SECONDS = 20;

    /** A query of the simple kind, as the protocol has it. */
    private static final byte[] UNLISTEN = query("unlisten *");

    private final Wire wire;
    private final Socket client;
    private final Socket server;
    private volatile @Nullable Answer expected;

    Link(Wire wire, Socket client, Socket server) {
        this.wire = wire;
        this.client = client;
        this.server = server;
    }

    static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    void start() {
        start("wire-to-server", () -> pass(client, server, Wire.Way.TO_SERVER));
        start("wire-to-client", () -> pass(server, client, Wire.Way.TO_CLIENT));
    }

    boolean isOpen() {
        return !client.isClosed() && !server.isClosed();
    }

    /** Asks in the client's name, and keeps the answer from it. */
    void unlisten() {
        Answer answer = new Answer();
        expected = answer;
        try {
            write(server, UNLISTEN, 0, UNLISTEN.length);
            if (!answer.complete.await(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server has not answered within " + SECONDS + " s");
            }
        } catch (IOException gone) {
            throw new IllegalStateException("the connection is gone", gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", interrupted);
        }
    }

    private void pass(Socket from, Socket to, Wire.Way way) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            Questions questions = new Questions(wire.questions());
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (way == Wire.Way.TO_SERVER) {
                    questions.read(buffer, n);
                }
                Answer answer = way == Wire.Way.TO_CLIENT ? expected : null;
                if (answer != null) {
                    expected = answer.read(buffer, n) ? null : answer;
                } else {
                    pass(buffer, n, to, wire.flow(way));
                }
            }
        } catch (IOException gone) {
            // One end went; the other is closed.
        }
    }

    private static void pass(byte[] bytes, int length, Socket to, Flow flow) throws IOException {
        int done = 0;
        for (int piece = flow.take(length); piece > 0; piece = flow.take(length - done)) {
            write(to, bytes, done, piece);
            done += piece;
            flow.rest();
        }
    }

    private static void write(Socket to, byte[] bytes, int offset, int length) throws IOException {
        synchronized (to) {
            to.getOutputStream().write(bytes, offset, length);
        }
    }

    void close() {
        try (client;
                server) {
            expected = null;
        } catch (IOException gone) {
            // Closed is closed.
        }
    }

    private static byte[] query(String sql) {
        byte[] text = sql.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(text.length + 6)
                .put((byte) 'Q')
                .putInt(text.length + 5)
                .put(text)
                .put((byte) 0)
                .array();
    }

    /** What the server says to a query, up to its being ready for the next; what comes among it is lost. */
    private static final class Answer {

        /** A message's kind, and its length but for the kind. */
        private static final int HEAD = 5;

        private final CountDownLatch complete = new CountDownLatch(1);
        private ByteBuffer rest = ByteBuffer.allocate(0);

        /** Tells whether it is complete. */
        boolean read(byte[] bytes, int length) {
            ByteBuffer all = ByteBuffer.allocate(rest.remaining() + length)
                    .put(rest)
                    .put(bytes, 0, length)
                    .flip();
            while (complete.getCount() > 0 && isMessage(all)) {
                byte kind = all.get();
                all.position(all.position() + all.getInt(all.position()));
                if (kind == 'Z') {
                    complete.countDown();
                }
            }
            rest = all;
            return complete.getCount() == 0;
        }

        private static boolean isMessage(ByteBuffer bytes) {
            return bytes.remaining() >= HEAD && bytes.remaining() > bytes.getInt(bytes.position() + 1);
        }
    }
}
