package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.spi.RingSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** Notes what a listening connection tells. Thread-safe. */
class Heard implements RingSink {

    private final Duration patience;
    private final BlockingQueue<String> rings = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> losses = new LinkedBlockingQueue<>();

    Heard(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void ring(String payload) {
        rings.add(payload);
    }

    @Override
    public void lost(Throwable cause) {
        losses.add(cause);
    }

    /** The next ring, which must come. */
    String next() {
        String text = poll(rings, patience);
        return text == null ? Assertions.fail("nothing was heard within " + patience.toMillis() + " ms") : text;
    }

    /** So many rings, which must come. */
    List<String> next(int count) {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            String text = poll(rings, patience);
            if (text == null) {
                Assertions.fail("only " + texts.size() + " of " + count + " notifications were heard");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    /** What has come and was not asked for. */
    List<String> rest() {
        return List.copyOf(rings);
    }

    /** The loss, which must be told in time. */
    Throwable loss(Duration limit) {
        Throwable cause = poll(losses, limit);
        return cause == null
                ? Assertions.fail("the loss of the connection was not told within " + limit.toMillis() + " ms")
                : cause;
    }

    /** Waits a moment for a loss that must not be told. */
    void assertNoLoss(Duration moment, String when) {
        Throwable cause = poll(losses, moment);
        Assertions.assertNull(cause, "a loss that was told " + when);
    }

    private static <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) {
        try {
            return queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Assertions.fail("interrupted while listening", interrupted);
        }
    }
}
