package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Mistakes in looking up and counting, and at the end of a store. */
final class BrokenLooks {

    static final List<Broken> ALL = List.of(
            new BrokenStore("S6.1", "the queue does not matter", BrokenLooks::anyQueue),
            BrokenStore.of("S6.1", "a job is read once and remembered", Remembering::new),
            BrokenStore.of("S6.2", "counts come in any order", store -> new OtherStats(store, BrokenLooks::reversed)),
            BrokenStore.of("S6.2", "every count has an age", store -> new OtherStats(store, BrokenLooks::aged)),
            BrokenStore.of("S6.2", "an empty queue has a count", store -> new OtherStats(store, BrokenLooks::more)),
            waiting("S15.1", "nothing waits", found -> Map.of()),
            waiting("S15.1", "all is due", found -> {
                found.replaceAll((queueName, time) -> Duration.ZERO);
                return found;
            }),
            waiting("S15.1", "all has a time", found -> {
                found.replaceAll((queueName, time) -> time.plusSeconds(1));
                return found;
            }),
            waiting("D15.4", "nothing waits", found -> Map.of()),
            BrokenStore.of("S7.1", "closing twice throws", ClosedOnce::new),
            BrokenStore.of("S7.1", "closing never returns", NeverClosed::new),
            BrokenStore.of("S7.2", "a closed store goes on", StillOpen::new),
            BrokenStore.of("S7.2", "a closed store throws something else", OtherException::new));

    private BrokenLooks() {}

    private static BrokenStore waiting(String rule, String mistake, UnaryOperator<Map<String, Duration>> change) {
        return BrokenStore.of(rule, mistake, store -> new ForwardingStore(store) {
            @Override
            public Optional<Map<String, Duration>> waiting(Collection<String> queueNames) {
                return super.waiting(queueNames).map(change);
            }
        });
    }

    private static UnaryOperator<QueueStore> anyQueue() {
        Map<Long, String> queues = new ConcurrentHashMap<>();
        return store -> new ForwardingStore(store) {
            @Override
            public List<Inserted> insert(String queueName, List<NewJob> jobs) {
                List<Inserted> inserted = inner.insert(queueName, jobs);
                inserted.forEach(one -> queues.put(one.id(), queueName));
                return inserted;
            }

            @Override
            public Optional<JobInfo> find(String queueName, long id) {
                return inner.find(queues.getOrDefault(id, queueName), id);
            }
        };
    }

    private static List<QueueStats> reversed(List<QueueStats> stats) {
        List<QueueStats> all = new ArrayList<>(stats);
        Collections.reverse(all);
        return all;
    }

    private static List<QueueStats> aged(List<QueueStats> stats) {
        return stats.stream()
                .map(entry ->
                        new QueueStats(entry.queueName(), entry.state(), entry.jobs(), Optional.of(Duration.ZERO)))
                .toList();
    }

    private static List<QueueStats> more(List<QueueStats> stats) {
        List<QueueStats> all = new ArrayList<>(stats);
        all.add(new QueueStats("zero", JobState.NEW, 0, Optional.empty()));
        return all;
    }

    private static final class Remembering extends ForwardingStore {
        private final Map<Long, Optional<JobInfo>> known = new ConcurrentHashMap<>();

        Remembering(QueueStore inner) {
            super(inner);
        }

        @Override
        public Optional<JobInfo> find(String queueName, long id) {
            return known.computeIfAbsent(id, unknown -> super.find(queueName, id));
        }
    }

    private static final class OtherStats extends ForwardingStore {
        private final UnaryOperator<List<QueueStats>> change;

        OtherStats(QueueStore inner, UnaryOperator<List<QueueStats>> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public List<QueueStats> stats() {
            return change.apply(super.stats());
        }
    }

    private static final class ClosedOnce extends ForwardingStore {
        private final AtomicBoolean closed = new AtomicBoolean();

        ClosedOnce(QueueStore inner) {
            super(inner);
        }

        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                throw new StoreException("closed already", null);
            }
            super.close();
        }
    }

    private static final class NeverClosed extends ForwardingStore {
        NeverClosed(QueueStore inner) {
            super(inner);
        }

        @Override
        public void close() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class StillOpen extends ForwardingStore {
        StillOpen(QueueStore inner) {
            super(inner);
        }

        @Override
        public void close() {
            // Forgotten.
        }
    }

    private static final class OtherException extends ForwardingStore {
        OtherException(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<QueueStats> stats() {
            try {
                return super.stats();
            } catch (IllegalStateException closed) {
                throw new StoreException("the pool is closed", closed);
            }
        }
    }
}
