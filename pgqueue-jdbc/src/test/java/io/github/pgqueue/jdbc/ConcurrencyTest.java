package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Many stores on one table")
class ConcurrencyTest {

    private static final int STORES = 4;
    private static final int THREADS_A_STORE = 2;
    private static final int JOBS = 5_000;
    private static final int PATIENCE_SECONDS = 120;

    private final ExecutorService threads = Executors.newFixedThreadPool(STORES * THREADS_A_STORE);
    private final List<QueueStore> stores = new ArrayList<>();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        for (int store = 0; store < STORES; store++) {
            stores.add(Stores.ready(database, "jobs"));
        }
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        stores.forEach(QueueStore::close);
        database.close();
    }

    @Test
    @DisplayName("claim each job once, with batches of any size, and settle it once")
    void race() throws Exception {
        List<Long> ids = Stores.pushMany(stores.get(0), "mail", JOBS);

        List<Long> claimed = everywhere(this::drain);

        assertThat(claimed).hasSize(JOBS).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(stores.get(0).stats()).singleElement().satisfies(line -> {
            assertThat(line.state()).isEqualTo(JobState.SUCCESS);
            assertThat(line.jobs()).isEqualTo(JOBS);
        });
    }

    private List<Long> drain(QueueStore store, int worker) {
        List<Long> claimed = new ArrayList<>();
        List<Settlement> finished = List.of();
        int limit = 1 + worker * 7;
        while (true) {
            ExchangeResult result = Stores.exchange(store, "mail", finished, limit);
            assertThat(result.lost()).isEmpty();
            assertThat(result.claimed()).hasSizeLessThanOrEqualTo(limit);
            result.claimed().forEach(job -> claimed.add(job.id()));
            finished = result.claimed().stream()
                    .map(job -> Settlement.success(job.fence()))
                    .toList();
            if (finished.isEmpty() && nothingLeft(store)) {
                return claimed;
            }
        }
    }

    private static boolean nothingLeft(QueueStore store) {
        return store.stats().stream().map(QueueStats::state).noneMatch(state -> state == JobState.NEW);
    }

    @Test
    @DisplayName("settle the same claims at once without a deadlock, and each fence counts once")
    void sameFences() throws Exception {
        Stores.pushMany(stores.get(0), "mail", 500);
        List<Settlement> settlements = new ArrayList<>();
        for (ClaimedJob job : Stores.claim(stores.get(0), "mail", 500)) {
            settlements.add(Settlement.success(job.fence()));
        }

        List<Integer> counted = everywhere((store, worker) -> {
            List<Settlement> shuffled = new ArrayList<>(settlements);
            java.util.Collections.shuffle(shuffled, new java.util.Random(worker));
            return List.of(settlements.size()
                    - Stores.exchange(store, "mail", shuffled, 0).lost().size());
        });

        assertThat(counted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(settlements.size());
    }

    private <T> List<T> everywhere(Work<T> work) throws Exception {
        List<Future<List<T>>> results = new ArrayList<>();
        for (int worker = 0; worker < STORES * THREADS_A_STORE; worker++) {
            QueueStore store = stores.get(worker % STORES);
            int number = worker;
            Callable<List<T>> task = () -> work.on(store, number);
            results.add(threads.submit(task));
        }
        List<T> all = new ArrayList<>();
        for (Future<List<T>> result : results) {
            all.addAll(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return all;
    }

    private interface Work<T> {
        List<T> on(QueueStore store, int worker);
    }
}
