package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.Outcome;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Stores that mind when, by whom or beside what they are asked: only delivery shows it. */
final class BrokenCalls {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private BrokenCalls() {}

    /** Ends are lost where nothing is claimed with them, as at closing. */
    static Exchange endsWithClaimsOnly(Exchange exchange) {
        return exchange.limit() == 0 ? BrokenSettlements.with(exchange, List.of()) : exchange;
    }

    static Settlement successAsError(Settlement end) {
        return end.outcome() == Outcome.SUCCESS ? Settlement.error(end.fence(), Failure.of("test", "lost")) : end;
    }

    /** What was asked to end is cancelled though it was done. */
    static UnaryOperator<QueueStore> cancellingWhatIsDone() {
        Set<Long> asked = ConcurrentHashMap.newKeySet();
        return store -> {
            QueueStore changing = BrokenSettlements.changing(
                    store,
                    end -> end.outcome() == Outcome.SUCCESS
                                    && asked.contains(end.fence().id())
                            ? Settlement.cancel(end.fence(), Failure.of("test", "cancelled"))
                            : end);
            return new ForwardingStore(changing) {
                @Override
                public CancelResult cancel(String queueName, long id) {
                    asked.add(id);
                    return inner.cancel(queueName, id);
                }
            };
        };
    }

    /** The first claim after an insertion does not see it, as one from a replica. */
    static final class Stale extends ForwardingStore {
        private final AtomicBoolean stale = new AtomicBoolean();

        Stale(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            List<Inserted> inserted = super.insert(queueName, jobs);
            stale.set(true);
            return inserted;
        }

        @Override
        public ExchangeResult exchange(Exchange exchange) {
            boolean seesNothing = exchange.limit() > 0 && stale.getAndSet(false);
            return super.exchange(seesNothing ? ClaimStore.withLimit(exchange, 0) : exchange);
        }
    }

    /** Takes its table for empty until it has added a job itself. */
    static final class OwnOnly extends ForwardingStore {
        private volatile boolean hasAdded;

        OwnOnly(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            hasAdded = true;
            return super.insert(queueName, jobs);
        }

        @Override
        public ExchangeResult exchange(Exchange exchange) {
            return super.exchange(hasAdded ? exchange : ClaimStore.withLimit(exchange, 0));
        }
    }

    /** All queues are one. */
    static final class OneQueue extends ForwardingStore {
        private static final String ONE = "one";

        OneQueue(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            return super.insert(ONE, jobs);
        }

        @Override
        public ExchangeResult exchange(Exchange exchange) {
            return super.exchange(
                    new Exchange(ONE, exchange.node(), exchange.claim(), exchange.settlements(), exchange.limit()));
        }
    }

    /** Takes the interrupt that ended a job for one of its own. */
    static final class Touchy extends ForwardingStore {
        Touchy(QueueStore inner) {
            super(inner);
        }

        @Override
        public ExchangeResult exchange(Exchange exchange) {
            if (exchange.settlements().stream().anyMatch(Touchy::isInterrupt)) {
                throw new StoreException("interrupted", null);
            }
            return super.exchange(exchange);
        }

        private static boolean isInterrupt(Settlement end) {
            return end.failure()
                    .filter(failure -> failure.type().equals(InterruptedException.class.getName()))
                    .isPresent();
        }
    }

    /** Ends with which nothing is claimed are written one after the other, and slowly. */
    static final class OneByOne extends ForwardingStore {
        OneByOne(QueueStore inner) {
            super(inner);
        }

        @Override
        public ExchangeResult exchange(Exchange exchange) {
            if (exchange.limit() == 0) {
                takeTime();
            }
            return super.exchange(exchange);
        }

        private synchronized void takeTime() {
            try {
                NEVER.await(500, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Serves the thread that came first, as a connection that is kept by thread does. */
    static final class OneThread extends ForwardingStore {
        private final AtomicReference<Thread> first = new AtomicReference<>();

        OneThread(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            Thread current = Thread.currentThread();
            if (!first.compareAndSet(null, current) && first.get() != current) {
                throw new StoreException("the connection belongs to another thread", null);
            }
            return super.insert(queueName, jobs);
        }
    }
}
