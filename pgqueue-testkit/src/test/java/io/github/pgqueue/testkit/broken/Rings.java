package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.RingSink;
import java.util.function.Consumer;

/** A sink that passes losses on, and rings in its own way. */
class Rings implements RingSink {

    private final RingSink inner;
    private final Consumer<String> onRing;

    Rings(RingSink inner, Consumer<String> onRing) {
        this.inner = inner;
        this.onRing = onRing;
    }

    @Override
    public void ring(String payload) {
        onRing.accept(payload);
    }

    @Override
    public void lost(Throwable cause) {
        inner.lost(cause);
    }
}
