package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rule S8.5: many who insert one key at once. */
public abstract class UniqueRaceContract extends StoreContract {

    private static final int STORES = 4;
    /** At each store, which has far fewer connections. */
    private static final int THREADS = 13;

    private static final int CONNECTIONS = 4;
    private static final int ROUNDS = 3;
    private static final int KEYS = 50;

    /** For subclasses. */
    protected UniqueRaceContract() {}

    @Checks("S8.5")
    void oneAddsAJobAndAllGetItsId() {
        List<QueueStore> stores = stores();
        for (UniqueKey.Conflict conflict : UniqueKey.Conflict.values()) {
            for (int round = 0; round < ROUNDS; round++) {
                NewJob job = job(conflict + " " + round, conflict);
                List<Callable<Inserted>> calls = Collections.nCopies(THREADS, stores).stream()
                        .flatMap(List::stream)
                        .<Callable<Inserted>>map(
                                one -> () -> one.insert(QUEUE, List.of(job)).get(0))
                        .toList();
                assertOneAdded(AtOnce.run(patience(), "insert", calls), conflict);
            }
        }
        Assertions.assertEquals(
                ROUNDS * UniqueKey.Conflict.values().length, claim(1_000).size(), "jobs claimed");
    }

    /** Lists of the same keys in any order must not wait for each other in a circle. */
    @Checks("S8.5")
    void listsInAnyOrder() {
        List<QueueStore> stores = stores();
        for (UniqueKey.Conflict conflict : UniqueKey.Conflict.values()) {
            List<Callable<List<Inserted>>> calls = new ArrayList<>();
            for (int i = 0; i < STORES; i++) {
                QueueStore store = stores.get(i);
                List<Integer> order = shuffled(i);
                calls.add(() -> inOrder(order, store.insert(QUEUE, jobs(order, conflict))));
            }
            List<List<Inserted>> all = AtOnce.run(patience(), "insert of " + KEYS + " keys", calls);
            for (int key = 0; key < KEYS; key++) {
                int place = key;
                assertOneAdded(all.stream().map(one -> one.get(place)).toList(), conflict);
            }
        }
    }

    private static List<Integer> shuffled(int seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, KEYS).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    private static List<NewJob> jobs(List<Integer> keys, UniqueKey.Conflict conflict) {
        return keys.stream().map(key -> job(conflict + " of " + key, conflict)).toList();
    }

    private static List<Inserted> inOrder(List<Integer> order, List<Inserted> inserted) {
        return IntStream.range(0, KEYS)
                .mapToObj(key -> inserted.get(order.indexOf(key)))
                .toList();
    }

    /** While the holder comes and goes, each is either added or told one that was added. */
    @Checks("S8.5")
    void whileTheJobIsFinishedAgainAndAgain() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Set<Long>> worker = started("claim", () -> finishAll(open(), done));
        List<Callable<List<Inserted>>> calls = stores().stream()
                .<Callable<List<Inserted>>>map(one -> () -> insertAgainAndAgain(one))
                .toList();
        List<Inserted> all = AtOnce.run(patience(), "insert", calls).stream()
                .flatMap(List::stream)
                .toList();
        done.set(true);
        Set<Long> finished = within(patience(), "the worker", () -> worker.get());
        List<Long> added =
                all.stream().filter(one -> !one.wasThere()).map(Inserted::id).toList();
        Assertions.assertEquals(added.size(), Set.copyOf(added).size(), "ids of jobs added");
        Assertions.assertEquals(Set.copyOf(added), finished, "jobs that were claimed");
        all.forEach(one -> Assertions.assertTrue(finished.contains(one.id()), "told a job that there is: " + one));
    }

    private static List<Inserted> insertAgainAndAgain(QueueStore store) {
        List<Inserted> all = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            all.addAll(store.insert(QUEUE, List.of(job("key", UniqueKey.Conflict.KEEP))));
        }
        return all;
    }

    /** Claims and ends jobs, of which there must never be two. */
    private static Set<Long> finishAll(QueueStore store, AtomicBoolean done) {
        Set<Long> finished = new HashSet<>();
        while (true) {
            boolean last = done.get();
            List<ClaimedJob> claimed = exchange(store, NODE, 10).claimed();
            Assertions.assertTrue(claimed.size() <= 1, "jobs of one key at once: " + claimed);
            claimed.forEach(job -> {
                exchange(store, NODE, 0, Settlement.success(job.fence()));
                finished.add(job.id());
            });
            if (last && claimed.isEmpty()) {
                return finished;
            }
        }
    }

    private List<QueueStore> stores() {
        return IntStream.range(0, STORES)
                .mapToObj(i -> open(settings -> settings.maxConnections(CONNECTIONS)))
                .toList();
    }

    private static NewJob job(String key, UniqueKey.Conflict conflict) {
        UniqueKey unique = UniqueKey.of(key);
        return NewJob.of("x")
                .withUniqueKey(
                        switch (conflict) {
                            case KEEP -> unique;
                            case REPLACE -> unique.replacing();
                            case DEBOUNCE -> unique.debounce(Duration.ZERO, HOUR);
                        });
    }

    private static void assertOneAdded(List<Inserted> answers, UniqueKey.Conflict conflict) {
        long added = answers.stream().filter(one -> !one.wasThere()).count();
        Assertions.assertEquals(1, added, "how many were told that they added the job, with " + conflict);
        long ids = answers.stream().map(Inserted::id).distinct().count();
        Assertions.assertEquals(1, ids, "ids told, with " + conflict);
    }
}
