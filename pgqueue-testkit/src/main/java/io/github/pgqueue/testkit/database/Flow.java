package io.github.pgqueue.testkit.database;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How bytes go in one direction of a {@link Wire}. Thread-safe. */
final class Flow {

    private boolean mute;
    private int piece = Integer.MAX_VALUE;
    private Duration pause = Duration.ZERO;
    private int left = Integer.MAX_VALUE;

    synchronized void mute() {
        mute = true;
    }

    synchronized void muteAfter(int bytes) {
        left = bytes;
        mute = bytes == 0;
    }

    synchronized void crumble(int bytes, Duration between) {
        piece = bytes;
        pause = between;
    }

    synchronized void mend() {
        mute = false;
        piece = Integer.MAX_VALUE;
        pause = Duration.ZERO;
        left = Integer.MAX_VALUE;
    }

    /**
     * How many bytes go through together, of those that are there.
     *
     * @return zero if all are lost
     */
    synchronized int take(int bytes) {
        int through = mute ? 0 : Math.min(bytes, Math.min(piece, left));
        if (left < Integer.MAX_VALUE) {
            left -= through;
            mute = left == 0;
        }
        return through;
    }

    /** After a piece. */
    void rest() {
        long nanos = pause().toNanos();
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
    }

    private synchronized Duration pause() {
        return pause;
    }
}
