package io.github.pgqueue.benchmarks.pickup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads notifications off a socket, with nothing between. A driver logs in and listens; then its socket is read past
 * it. For one thread.
 */
final class BareWire implements AutoCloseable {

    /** A message's kind, and its length but for the kind. */
    private static final int HEAD = 5;

    /** The process that notifies stands before the channel. */
    private static final int PROCESS = 4;

    private static final AtomicReference<Socket> LAST = new AtomicReference<>();

    private final Connection connection;
    private final InputStream in;
    private final byte[] bytes = new byte[8192];
    private int from;
    private int to;

    BareWire(String url, String channel) throws SQLException, IOException {
        connection = DriverManager.getConnection(url + (url.contains("?") ? "&" : "?")
                + "sslmode=disable&gssEncMode=disable&socketFactory=" + KeptSocketFactory.class.getName());
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + channel);
        }
        in = Objects.requireNonNull(LAST.get(), "the socket").getInputStream();
    }

    /** Waits for the next notification; its payload. */
    String next() throws IOException {
        while (true) {
            ByteBuffer message = message();
            if (message.get(0) == 'A') {
                int channel = HEAD + PROCESS;
                int payload = channel + length(message, channel) + 1;
                return new String(
                        message.array(),
                        message.arrayOffset() + payload,
                        length(message, payload),
                        StandardCharsets.UTF_8);
            }
        }
    }

    private static int length(ByteBuffer message, int at) {
        int length = 0;
        while (message.get(at + length) != 0) {
            length++;
        }
        return length;
    }

    private ByteBuffer message() throws IOException {
        fill(HEAD);
        int length = 1 + ByteBuffer.wrap(bytes, from + 1, HEAD - 1).getInt();
        fill(length);
        ByteBuffer message = ByteBuffer.wrap(bytes, from, length).slice();
        from += length;
        return message;
    }

    private void fill(int wanted) throws IOException {
        if (bytes.length - from < wanted) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        while (to - from < wanted) {
            int read = in.read(bytes, to, bytes.length - to);
            if (read < 0) {
                throw new EOFException("The server has closed the connection");
            }
            to += read;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Keeps the socket that the driver is given. */
    public static final class KeptSocketFactory extends PlainSocketFactory {

        /** For the driver. */
        public KeptSocketFactory() {}

        @Override
        public Socket createSocket() {
            Socket socket = super.createSocket();
            LAST.set(socket);
            return socket;
        }
    }
}
