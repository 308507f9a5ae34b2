package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.topic.TopicBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assertions;

/** Rules S1: creating and upgrading. */
public abstract class BootstrapContract extends StoreContract {

    private static final int STORES = 4;
    private static final int THREADS = 20;

    /** For subclasses. */
    protected BootstrapContract() {}

    @Checks("S1.1")
    void repeatingKeepsJobsInAllStates() {
        List<Long> ids = insert(store(), QUEUE, jobs("success", "error", "retried", "running", "new"));
        var claimed = claim(4);
        settle(
                Settlement.success(claimed.get(0).fence()),
                Settlement.error(claimed.get(1).fence(), Failure.of("test", "no")),
                Settlement.retry(claimed.get(2).fence(), Failure.of("test", "later"), Duration.ofHours(1)));
        List<JobInfo> before = ids.stream().map(this::info).toList();

        store().bootstrap();
        open().bootstrap();

        Assertions.assertEquals(before, ids.stream().map(this::info).toList(), "jobs after bootstrap");
        settle(Settlement.success(claimed.get(3).fence()));
    }

    @Checks("S1.2")
    void manyAtOnceOnAnEmptyPlace() throws Exception {
        try (TopicBackend empty = newBackend()) {
            List<QueueStore> stores = new ArrayList<>();
            for (int i = 0; i < STORES; i++) {
                stores.add(empty.store().open(empty.config().build()));
            }
            try {
                bootstrapAtOnce(stores);
                long id = insert(stores.get(0), QUEUE, jobs("x")).get(0);
                Assertions.assertTrue(stores.get(1).find(QUEUE, id).isPresent(), "a job after bootstrap");
            } finally {
                stores.forEach(QueueStore::close);
            }
        }
    }

    private void bootstrapAtOnce(List<QueueStore> stores) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            QueueStore one = stores.get(i % stores.size());
            all.add(started("bootstrap", () -> {
                go.await();
                one.bootstrap();
                return true;
            }));
        }
        go.countDown();
        for (CompletableFuture<Boolean> one : all) {
            within(patience(), "bootstrap of " + THREADS + " at once", () -> one.get());
        }
    }
}
