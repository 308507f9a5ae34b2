package io.github.pgqueue.pgjdbc.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A prompt socket that counts its peeks, and how often one of them had to wait. */
final class WatchedSocket extends PromptSocket {

    /** Shared by all that a factory makes. */
    static final class Watch {

        private final AtomicLong peeks = new AtomicLong();
        private final AtomicLong reads = new AtomicLong();
        private final AtomicLong blocked = new AtomicLong();
        private final CountDownLatch waiting = new CountDownLatch(1);

        /** How often the driver began to peek. */
        long peeks() {
            return peeks.get();
        }

        /** How often the system was asked for bytes. */
        long reads() {
            return reads.get();
        }

        /** How often a peek came to a read that has to wait. */
        long blocked() {
            return blocked.get();
        }

        /** Until a read without a timeout is about to wait. */
        void awaitWaiting() throws InterruptedException {
            if (!waiting.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody reads");
            }
        }
    }

    private final Watch watch;

    WatchedSocket() {
        this(new Watch());
    }

    WatchedSocket(Watch watch) {
        this.watch = watch;
    }

    Watch watched() {
        return watch;
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        super.setSoTimeout(timeout);
        if (timeout == PEEK_MILLIS) {
            watch.peeks.incrementAndGet();
        }
    }

    @Override
    InputStream systemInput() throws IOException {
        return new FilterInputStream(super.systemInput()) {
            @Override
            public int read() throws IOException {
                note();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                note();
                return super.read(bytes, offset, length);
            }

            private void note() throws IOException {
                watch.reads.incrementAndGet();
                int timeout = getSoTimeout();
                if (timeout == PEEK_MILLIS && available() == 0) {
                    watch.blocked.incrementAndGet();
                } else if (timeout == 0 && available() == 0) {
                    watch.waiting.countDown();
                }
            }
        };
    }
}
