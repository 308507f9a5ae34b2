package io.github.pgqueue.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.spi.RingSink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it hears. */
class RecordingSink implements RingSink {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> rings = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> losses = new LinkedBlockingQueue<>();

    @Override
    public void ring(String payload) {
        rings.add(payload);
    }

    @Override
    public void lost(Throwable cause) {
        losses.add(cause);
    }

    String nextRing() throws InterruptedException {
        String ring = rings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(ring).as("a ring within %s s", PATIENCE_SECONDS).isNotNull();
        return ring;
    }

    Throwable nextLoss() throws InterruptedException {
        Throwable loss = losses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(loss).as("the loss within %s s", PATIENCE_SECONDS).isNotNull();
        return loss;
    }

    void assertNothingMore() {
        assertThat(rings).as("rings that nobody sent").isEmpty();
        assertThat(losses).as("losses that are none").isEmpty();
    }
}
