package io.github.pgqueue.testkit.database;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a client asks on one connection, by the messages that it waits for an answer to: each is a statement, or a
 * few that were sent together, and a transaction unless one is open. Used by one thread.
 */
final class Questions {

    private static final int HEAD = 5;
    private static final int STARTUP_HEAD = 8;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final LongAdder count;
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean isStarted;
    private int skip;

    Questions(LongAdder count) {
        this.count = count;
    }

    void read(byte[] bytes, int length) {
        ByteBuffer all = ByteBuffer.allocate(rest.remaining() + length)
                .put(rest)
                .put(bytes, 0, length)
                .flip();
        boolean more = true;
        while (more) {
            int skipped = Math.min(skip, all.remaining());
            all.position(all.position() + skipped);
            skip -= skipped;
            more = skip == 0 && (isStarted ? message(all) : startup(all));
        }
        rest = all;
    }

    private boolean startup(ByteBuffer all) {
        if (all.remaining() < STARTUP_HEAD) {
            return false;
        }
        skip = all.getInt(all.position());
        int code = all.getInt(all.position() + Integer.BYTES);
        isStarted = code != SSL_REQUEST && code != GSS_REQUEST;
        return true;
    }

    private boolean message(ByteBuffer all) {
        if (all.remaining() < HEAD) {
            return false;
        }
        byte kind = all.get(all.position());
        skip = 1 + all.getInt(all.position() + 1);
        if (kind == 'Q' || kind == 'S') {
            count.increment();
        }
        return true;
    }
}
