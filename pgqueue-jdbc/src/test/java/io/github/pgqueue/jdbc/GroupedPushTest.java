package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Pushes that are made at once")
@Timeout(120)
class GroupedPushTest {

    private static final int THREADS = 32;
    private static final int PATIENCE_SECONDS = 60;

    private final List<Thread> pushers = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, this::pusher);
    private TestDatabase database;
    private QueueStore store;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        store = Stores.ready(database, "jobs");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        store.close();
        database.close();
    }

    private Thread pusher(Runnable task) {
        Thread thread = new Thread(task);
        pushers.add(thread);
        return thread;
    }

    private <T> List<Future<T>> start(int number, Callable<T> call) {
        List<Future<T>> started = new ArrayList<>();
        for (int thread = 0; thread < number; thread++) {
            started.add(threads.submit(call));
        }
        return started;
    }

    /** Nobody goes on before all have come. */
    private <T> void allAtOnce(Callable<T> call) throws Exception {
        List<Future<T>> started;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table jobs in exclusive mode");
            started = start(THREADS, call);
            awaitGathered();
            connection.commit();
        }
        for (Future<T> one : started) {
            get(one);
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** One has a statement under way, or some, and all others have come meanwhile. */
    private void awaitGathered() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (pushers.stream().filter(GroupedPushTest::isInside).count() < THREADS) {
            assertThat(System.nanoTime()).as("time until all wait").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static boolean isInside(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("GroupCommit"));
    }

    @Test
    @DisplayName("share commits")
    void share() throws Exception {
        allAtOnce(() -> Stores.push(store, "mail", "x"));

        List<String> transactions = Stores.query(database, "select distinct xmin::text from jobs");
        assertThat(Stores.query(database, "select count(*) from jobs")).containsExactly("" + THREADS);
        assertThat(transactions).hasSizeLessThan(THREADS);
    }

    @Test
    @DisplayName("share commits though some of them are claimed with it, each by its own claim")
    void shareWithClaims() throws Exception {
        AtomicInteger number = new AtomicInteger();

        allAtOnce(() -> {
            int own = number.incrementAndGet();
            int limit = own % 2;
            Exchange claim = new Exchange("queue " + own % 4, "node " + own % 3, own, List.of(), limit);
            List<ClaimedJob> claimed =
                    store.insert(claim, List.of(NewJob.of("" + own))).claimed();
            assertThat(claimed).extracting(ClaimedJob::text).isEqualTo(limit == 0 ? List.of() : List.of("" + own));
            return true;
        });

        assertThat(Stores.query(
                        database,
                        "select count(*) from jobs where convert_from(payload, 'UTF8') = claim::text"
                                + " and node = 'node ' || claim % 3 and queue_name = 'queue ' || claim % 4"))
                .containsExactly("" + THREADS / 2);
        assertThat(Stores.query(database, "select count(*) from jobs where status = 'new' and node is null"))
                .containsExactly("" + THREADS / 2);
        assertThat(Stores.query(database, "select distinct xmin::text from jobs"))
                .hasSizeLessThan(THREADS);
    }

    @Test
    @DisplayName("are refused each alone, with its own queue's name")
    void refused() throws Exception {
        database.execute("alter table jobs add constraint small check (octet_length(payload) < 100)");
        AtomicInteger number = new AtomicInteger();

        List<Future<Boolean>> pushed = start(THREADS, () -> {
            int own = number.incrementAndGet();
            boolean bad = own % 2 == 0;
            if (bad) {
                assertThatThrownBy(() -> Stores.push(store, "queue " + own, "x".repeat(100)))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("'queue " + own + "'")
                        .hasMessageContaining("23514");
            } else {
                assertThat(Stores.push(store, "queue " + own, "fine")).isPositive();
            }
            return bad;
        });

        for (Future<Boolean> one : pushed) {
            get(one);
        }
        assertThat(Stores.query(database, "select count(*) from jobs")).containsExactly("" + THREADS / 2);
    }

    @Test
    @DisplayName(
            "are there at most once where a trigger swallows some of them, and acknowledged only if they are there")
    void swallowed() throws Exception {
        database.execute("""
                create function swallow() returns trigger language plpgsql as $$ begin return null; end $$;
                create trigger a_swallower before insert on jobs for each row
                when (new.payload = 'swallowed') execute function swallow()""");
        AtomicInteger number = new AtomicInteger();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();

        allAtOnce(() -> {
            int own = number.incrementAndGet();
            try {
                Stores.push(store, "queue " + own, own % 2 == 0 ? "swallowed" : "fine");
                acknowledged.add("queue " + own);
            } catch (StoreException partly) {
                assertThat(partly).hasMessageContaining("is there a trigger of yours");
            }
            return true;
        });

        assertThat(Stores.query(database, "select queue_name from jobs"))
                .hasSize(THREADS / 2)
                .doesNotHaveDuplicates()
                .containsAll(acknowledged);
    }

    @Test
    @DisplayName("are there once if they were acknowledged, and at most once if not, whatever connections die")
    void killedConnections() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> failed = ConcurrentHashMap.newKeySet();
        CountDownLatch enough = new CountDownLatch(40 * THREADS);
        AtomicInteger number = new AtomicInteger();
        AtomicInteger killed = new AtomicInteger();

        List<Future<Boolean>> pushing = start(THREADS, () -> {
            int own = number.incrementAndGet();
            for (int job = 0; killed.get() < 30 || enough.getCount() > 0; job++) {
                String payload = own + "-" + job;
                try {
                    Stores.push(store, "queue " + own % 3, payload);
                    acknowledged.add(payload);
                } catch (StoreException gone) {
                    failed.add(payload);
                }
                enough.countDown();
            }
            return true;
        });
        while (killed.get() < 30) {
            killed.addAndGet(database.terminateAll());
        }
        for (Future<Boolean> pusher : pushing) {
            get(pusher);
        }

        List<String> there = Stores.query(database, "select convert_from(payload, 'UTF8') from jobs");
        assertThat(failed).isNotEmpty();
        assertThat(there).doesNotHaveDuplicates().containsAll(acknowledged);
        there.removeAll(acknowledged);
        assertThat(failed).containsAll(there);
    }

    @Test
    @DisplayName("end when the store is closed under them, those that wait too")
    void closed() throws Exception {
        List<Future<Boolean>> pushed;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table jobs in exclusive mode");
            pushed = start(THREADS, () -> {
                assertThatThrownBy(() -> Stores.push(store, "mail", "x"))
                        .isInstanceOfAny(StoreException.class, IllegalStateException.class);
                return true;
            });
            awaitGathered();
            store.close();
            for (Future<Boolean> one : pushed) {
                assertThat(get(one)).isTrue();
            }
        }
    }

    @Test
    @DisplayName("keep payloads, priorities and queues apart")
    void contents() throws Exception {
        AtomicInteger number = new AtomicInteger();
        List<Future<Boolean>> pushed = start(THREADS, () -> {
            int own = number.incrementAndGet();
            for (int round = 0; round < 10; round++) {
                NewJob job = own % 5 == 0 ? NewJob.withoutPayload() : NewJob.of(new byte[own % 4]);
                store.insert("queue " + own % 7, List.of(job.withPriority(own), job.withPriority(own)));
            }
            return true;
        });
        for (Future<Boolean> one : pushed) {
            get(one);
        }

        assertThat(Stores.query(database, """
                        select count(*) from jobs
                        where queue_name = 'queue ' || priority % 7
                          and payload is not distinct from
                              case when priority % 5 = 0 then null
                                   else substring('\\x00000000'::bytea from 1 for priority % 4) end""")).containsExactly("" + THREADS * 20);
    }
}
