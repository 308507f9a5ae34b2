package io.github.pgqueue.internal;

import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.RingSink;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What is heard over one listening connection, until it ends. Thread-safe. */
final class Call implements RingSink {

    private final Subscribers subscribers;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Throwable cause;

    Call(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    @Override
    public void ring(String payload) {
        // Anybody may send anything on the channel; what is no ring is nobody's business here.
        Ring.parse(payload).ifPresent(ring -> subscribers.wake(ring.queueName()));
    }

    @Override
    public void lost(Throwable failure) {
        cause = failure;
        ended.countDown();
    }

    /** Hangs up. */
    void end() {
        ended.countDown();
    }

    /**
     * Waits for its end.
     *
     * @return why it was lost; {@code null} if it was hung up
     */
    @Nullable
    Throwable awaitEnd() throws InterruptedException {
        ended.await();
        return cause;
    }
}
