package io.github.pgqueue.testkit.internal.probe;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;

/**
 * The store under test, with an eye and a hand between it and the engine: a test sees what is asked when,
 * and makes it fail before or after it was carried out. Thread-safe.
 */
public final class StoreProbe implements QueueStoreProvider {

    /** Called around what the engine asks; what it throws is what the engine gets. */
    public interface Hook {
        /** Before the store is asked for anything. */
        default void before(Call call) throws InterruptedException {}

        /** After the store has done it, before the engine hears of it. */
        default void after(Call call) {}

        /** Before an exchange, besides. */
        default void before(Exchange exchange) throws InterruptedException {}

        /** After an exchange, besides. */
        default void after(Exchange exchange, ExchangeResult result) {}

        /** After jobs were added that may be claimed with it, besides. */
        default void after(InsertedJobs added) {}
    }

    private static final Hook NOTHING = new Hook() {};

    private final QueueStoreProvider inner;
    private volatile Hook hook = NOTHING;
    private final Map<Call, Long> calls = new EnumMap<>(Call.class);

    public StoreProbe(QueueStoreProvider inner) {
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

    public void hook(Hook next) {
        hook = next;
    }

    public void unhook() {
        hook = NOTHING;
    }

    ExchangeResult exchange(Exchange exchange, QueueStore store) {
        return call(Call.EXCHANGE, () -> {
            hook.before(exchange);
            ExchangeResult result = store.exchange(exchange);
            hook.after(exchange, result);
            return result;
        });
    }

    InsertedJobs insert(Exchange exchange, List<NewJob> jobs, QueueStore store) {
        return call(Call.INSERT, () -> {
            InsertedJobs added = store.insert(exchange, jobs);
            hook.after(added);
            return added;
        });
    }

    /** What the engine asks, between the hooks. */
    <T> T call(Call call, Asked<T> asked) {
        try {
            hook.before(call);
            T answer = asked.ask();
            hook.after(call);
            return answer;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted in " + call, interrupted);
        } finally {
            count(call);
        }
    }

    void run(Call call, Runnable asked) {
        call(call, () -> {
            asked.run();
            return true;
        });
    }

    /** A question to the store. */
    @FunctionalInterface
    interface Asked<T> {
        /** Asks it. */
        T ask() throws InterruptedException;
    }

    private synchronized void count(Call call) {
        calls.merge(call, 1L, Long::sum);
        notifyAll();
    }

    public long exchanges() {
        return calls(Call.EXCHANGE);
    }

    /** How often it was asked, with or without success. */
    public synchronized long calls(Call call) {
        return calls.getOrDefault(call, 0L);
    }

    /** Waits for something that a call brings about; looks after each, and now and then besides. */
    public void await(Duration limit, String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                Assertions.fail("not within " + limit.toMillis() + " ms: " + what);
            }
            awaitCall();
        }
    }

    private synchronized void awaitCall() {
        try {
            TimeUnit.MILLISECONDS.timedWait(this, 20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            Assertions.fail("interrupted while waiting", interrupted);
        }
    }

    /** A hook that throws once, before the first exchange of this kind is carried out. */
    public static Hook failOnceBefore(Predicate<Exchange> kind, RuntimeException failure) {
        return new OneFailure(kind, result -> false, failure);
    }

    /** A hook that throws once, after the first exchange with such a result was carried out. */
    public static Hook failOnceAfter(Predicate<ExchangeResult> kind, RuntimeException failure) {
        return new OneFailure(exchange -> false, kind, failure);
    }
}
