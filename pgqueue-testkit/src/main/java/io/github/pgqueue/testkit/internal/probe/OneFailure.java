package io.github.pgqueue.testkit.internal.probe;

import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Fails one exchange and lets all others pass. Thread-safe. */
final class OneFailure implements StoreProbe.Hook {

    private final Predicate<Exchange> before;
    private final Predicate<ExchangeResult> after;
    private final RuntimeException failure;
    private final AtomicBoolean done = new AtomicBoolean();

    OneFailure(Predicate<Exchange> before, Predicate<ExchangeResult> after, RuntimeException failure) {
        this.before = before;
        this.after = after;
        this.failure = failure;
    }

    @Override
    public void before(Exchange exchange) {
        failIf(before.test(exchange));
    }

    @Override
    public void after(Exchange exchange, ExchangeResult result) {
        failIf(after.test(result));
    }

    private void failIf(boolean meant) {
        if (meant && done.compareAndSet(false, true)) {
            throw failure;
        }
    }
}
