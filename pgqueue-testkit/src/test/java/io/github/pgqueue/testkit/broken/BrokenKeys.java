package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Mistakes with unique keys. */
final class BrokenKeys {

    static final List<Broken> ALL = List.of(
            BrokenDrafts.inserting("S8.1", "keys are forgotten", Drafts::withoutKey),
            BrokenStore.of("S8.1", "it is not told that a job was there", store -> new Telling(store, false)),
            BrokenStore.of("S8.1", "a job was always there", store -> new Telling(store, true)),
            keyed("S8.1", "keys are told apart without their case", BrokenKeys::lowered),
            keyed("S8.2", "each key counts until the job is finished", key -> Drafts.scoped(key, UniqueKey.of("x"))),
            keyed(
                    "S8.2",
                    "each key counts until the job is started",
                    key -> Drafts.scoped(key, UniqueKey.of("x").untilStarted())),
            keyed("S8.2", "a time never ends", BrokenKeys::endless),
            keyed("S8.3", "what waits is kept", BrokenKeys::keeping),
            BrokenStore.of("S8.3", "what waits is deleted and added again", Again::new),
            keyed("S8.4", "a job is not put off", key -> isDebouncing(key) ? key.replacing() : key),
            keyed(
                    "S8.4",
                    "a job is put off for ever",
                    key -> isDebouncing(key) ? key.debounce(key.quiet(), RetryPolicy.LONGEST_DELAY) : key),
            new BrokenStore("S8.5", "it looks first and adds then", BrokenKeys::lookingFirst));

    private BrokenKeys() {}

    private static BrokenStore keyed(String rule, String mistake, UnaryOperator<UniqueKey> change) {
        return BrokenDrafts.inserting(rule, mistake, job -> Drafts.withKey(job, change));
    }

    private static UniqueKey lowered(UniqueKey key) {
        return Drafts.scoped(UniqueKey.of(key.key().toLowerCase(Locale.ROOT)), key);
    }

    private static UniqueKey endless(UniqueKey key) {
        return key.scope() == UniqueKey.Scope.PERIOD ? key.within(Duration.ofDays(1)) : key;
    }

    private static UniqueKey keeping(UniqueKey key) {
        return Drafts.scoped(UniqueKey.of(key.key()), key);
    }

    private static boolean isDebouncing(UniqueKey key) {
        return key.conflict() == UniqueKey.Conflict.DEBOUNCE;
    }

    private static UnaryOperator<QueueStore> lookingFirst() {
        Map<String, Long> holders = new ConcurrentHashMap<>();
        Semaphore others = new Semaphore(0);
        return store -> new LookingFirst(store, holders, others);
    }

    private static final class LookingFirst extends ForwardingStore {
        private final Map<String, Long> holders;
        private final Semaphore others;

        LookingFirst(QueueStore inner, Map<String, Long> holders, Semaphore others) {
            super(inner);
            this.holders = holders;
            this.others = others;
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            List<Inserted> inserted = new ArrayList<>();
            jobs.forEach(job -> inserted.add(insert(queueName, job)));
            return inserted;
        }

        private Inserted insert(String queueName, NewJob job) {
            String key = job.uniqueKey().map(UniqueKey::key).orElse("");
            Long holder = holders.get(key);
            if (holder != null) {
                return new Inserted(holder, true);
            }
            awaitAnother();
            Inserted added =
                    super.insert(queueName, List.of(Drafts.withoutKey(job))).get(0);
            holders.put(key, added.id());
            return added;
        }

        /** Until another one has looked too. */
        private void awaitAnother() {
            try {
                others.release();
                others.tryAcquire(2, 20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Telling extends ForwardingStore {
        private final boolean wasThere;

        Telling(QueueStore inner, boolean wasThere) {
            super(inner);
            this.wasThere = wasThere;
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            return super.insert(queueName, jobs).stream()
                    .map(one -> new Inserted(one.id(), wasThere))
                    .toList();
        }
    }

    /** A job that replaces gets an id of its own. */
    private static final class Again extends ForwardingStore {
        Again(QueueStore inner) {
            super(inner);
        }

        @Override
        public List<Inserted> insert(String queueName, List<NewJob> jobs) {
            List<Inserted> inserted = super.insert(queueName, jobs);
            Optional<UniqueKey> key = jobs.get(0).uniqueKey();
            boolean replaces = inserted.get(0).wasThere() && key.orElseThrow().conflict() == UniqueKey.Conflict.REPLACE;
            if (!replaces) {
                return inserted;
            }
            inner.admin().orElseThrow().discard(queueName, inserted.get(0).id());
            return super.insert(queueName, jobs);
        }
    }
}
