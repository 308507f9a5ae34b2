package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Mistakes in creating the table and in adding jobs. */
final class BrokenInserts {

    static final List<Broken> ALL = List.of(
            new BrokenStore("S1.1", "bootstrap drops the table", BrokenInserts::dropping),
            new BrokenStore("S1.2", "two bootstraps at once collide", BrokenInserts::colliding),
            BrokenStore.of("S2.1", "ids come in reverse", ReverseIds::new),
            new BrokenStore("S2.1", "each queue numbers its own jobs", BrokenInserts::numbering),
            new BrokenStore("S2.2", "a job is committed with the next one only", BrokenInserts::committingLate),
            BrokenStore.of(
                    "S2.3",
                    "an empty payload becomes absent",
                    store -> new OtherPayloads(store, job -> isEmpty(job) ? NewJob.withoutPayload() : job)),
            BrokenStore.of(
                    "S2.3",
                    "an absent payload becomes empty",
                    store -> new OtherPayloads(store, job -> job.payload() == null ? NewJob.of("") : job)),
            BrokenStore.of(
                    "S2.3",
                    "payloads go through a text",
                    store -> new OtherPayloads(store, BrokenInserts::throughText)),
            BrokenStore.of("S2.4", "an empty list is refused", NoEmptyList::new),
            BrokenStore.of("S2.8", "two inserts at once get each other's ids", MixedUp::new));

    private BrokenInserts() {}

    private static UnaryOperator<QueueStore> dropping() {
        Set<Long> present = ConcurrentHashMap.newKeySet();
        return store -> new ForwardingStore(store) {
            @Override
            public void bootstrap() {
                inner.bootstrap();
                present.clear();
            }

            @Override
            public List<Inserted> insert(String queueName, List<NewJob> jobs) {
                List<Inserted> inserted = inner.insert(queueName, jobs);
                inserted.forEach(one -> present.add(one.id()));
                return inserted;
            }

            @Override
            public Optional<JobInfo> find(String queueName, long id) {
                return inner.find(queueName, id).filter(job -> present.contains(id));
            }
        };
    }

    private static UnaryOperator<QueueStore> colliding() {
        Semaphore alone = new Semaphore(1);
        Semaphore others = new Semaphore(0);
        return store -> new ForwardingStore(store) {
            @Override
            public void bootstrap() {
                if (!alone.tryAcquire()) {
                    others.release();
                    throw new StoreException("relation \"jobs\" already exists", null);
                }
                try {
                    inner.bootstrap();
                    others.tryAcquire(200, TimeUnit.MILLISECONDS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                } finally {
                    alone.release();
                }
            }
        };
    }

    private static UnaryOperator<QueueStore> numbering() {
        Map<String, AtomicLong> last = new ConcurrentHashMap<>();
        return store -> new ForwardingStore(store) {
            @Override
            public List<Inserted> insert(String queueName, List<NewJob> jobs) {
                AtomicLong number = last.computeIfAbsent(queueName, queue -> new AtomicLong());
                return inner.insert(queueName, jobs).stream()
                        .map(one -> new Inserted(number.incrementAndGet(), one.wasThere()))
                        .toList();
            }
        };
    }

    static UnaryOperator<QueueStore> committingLate() {
        Map<Long, QueueStore> open = new ConcurrentHashMap<>();
        return store -> new ForwardingStore(store) {
            @Override
            public List<Inserted> insert(String queueName, List<NewJob> jobs) {
                open.values().removeIf(owner -> owner == inner);
                List<Inserted> inserted = inner.insert(queueName, jobs);
                inserted.forEach(one -> open.put(one.id(), inner));
                return inserted;
            }

            @Override
            public Optional<JobInfo> find(String queueName, long id) {
                QueueStore owner = open.getOrDefault(id, inner);
                return owner == inner ? inner.find(queueName, id) : Optional.empty();
            }
        };
    }

    private static boolean isEmpty(NewJob job) {
        byte[] payload = job.payload();
        return payload != null && payload.length == 0;
    }

    static NewJob throughText(NewJob job) {
        byte[] payload = job.payload();
        return payload == null ? job : NewJob.of(new String(payload, StandardCharsets.UTF_8));
    }

    private static final class ReverseIds extends ForwardingStore {
        ReverseIds(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            List<Inserted> inserted = new ArrayList<>(super.insert(queueName, jobs));
            Collections.reverse(inserted);
            return inserted;
        }
    }

    /** Whoever comes while another one waits takes that one's answer. */
    private static final class MixedUp extends ForwardingStore {
        private final Exchanger<List<Inserted>> desk = new Exchanger<>();

        MixedUp(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            List<Inserted> own = super.insert(queueName, jobs);
            try {
                return jobs.isEmpty() ? own : desk.exchange(own, 20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException nobody) {
                return own;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return own;
            }
        }
    }

    static final class OtherPayloads extends ForwardingStore {
        private final UnaryOperator<NewJob> change;

        OtherPayloads(QueueStore inner, UnaryOperator<NewJob> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            return super.insert(queueName, jobs.stream().map(change).toList());
        }
    }

    private static final class NoEmptyList extends ForwardingStore {
        NoEmptyList(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            if (jobs.isEmpty()) {
                throw new StoreException("syntax error at end of input", null);
            }
            return super.insert(queueName, jobs);
        }
    }
}
