package io.github.pgqueue.testkit.contract;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;

/**
 * The store under test, with an eye and a hand between it and the engine: a test sees when exchanges
 * happen, and makes them fail before or after they were carried out. Thread-safe.
 */
final class StoreProbe implements QueueStoreProvider {

    /** Called around exchanges; what it throws is what the engine gets. */
    interface Hook {
        /** Before the store is asked. */
        default void before(Exchange exchange) throws InterruptedException {}

        /** After the store has done it, before the engine hears of it. */
        default void after(Exchange exchange, ExchangeResult result) {}
    }

    private static final Hook NOTHING = new Hook() {};

    private final QueueStoreProvider inner;
    private volatile Hook hook = NOTHING;
    private long exchanges;

    StoreProbe(QueueStoreProvider inner) {
        this.inner = inner;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public QueueStore open(PgQueuesConfig config) {
        return new ProbedStore(inner.open(config), this);
    }

    void hook(Hook next) {
        hook = next;
    }

    void unhook() {
        hook = NOTHING;
    }

    ExchangeResult exchange(Exchange exchange, QueueStore store) {
        try {
            hook.before(exchange);
            ExchangeResult result = store.exchange(exchange);
            hook.after(exchange, result);
            return result;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in an exchange", interrupted);
        } finally {
            count();
        }
    }

    private synchronized void count() {
        exchanges++;
        notifyAll();
    }

    synchronized long exchanges() {
        return exchanges;
    }

    /** Waits for something that an exchange brings about; looks after each, and now and then besides. */
    void await(Duration limit, String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                Assertions.fail("not within " + limit.toMillis() + " ms: " + what);
            }
            awaitExchange();
        }
    }

    private synchronized void awaitExchange() {
        try {
            TimeUnit.MILLISECONDS.timedWait(this, 20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            Assertions.fail("interrupted while waiting", interrupted);
        }
    }

    /** A hook that throws once, before the first exchange of this kind is carried out. */
    static Hook failOnceBefore(Predicate<Exchange> kind, RuntimeException failure) {
        return new OneFailure(kind, result -> false, failure);
    }

    /** A hook that throws once, after the first exchange with such a result was carried out. */
    static Hook failOnceAfter(Predicate<ExchangeResult> kind, RuntimeException failure) {
        return new OneFailure(exchange -> false, kind, failure);
    }
}
