package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.QueueStats;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An exchange")
class ExchangeTest {

    private static final String QUEUE = "mail";

    private static TestDatabase database;
    private static QueueStore store;

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
        store = Stores.ready(database, "jobs");
    }

    @AfterAll
    static void close() {
        store.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.execute("truncate jobs");
    }

    @Test
    @DisplayName("claims by priority, then due time, then id")
    void order() {
        store.insert(
                QUEUE,
                IntStream.of(5, -3, 0, 5, -3)
                        .mapToObj(priority -> NewJob.of("x").withPriority(priority))
                        .toList());
        database.execute(
                "insert into jobs (queue_name, priority, run_at) values ('mail', 5, now() - interval '1 hour')");

        List<ClaimedJob> claimed = Stores.claim(store, QUEUE, 10);

        assertThat(claimed).extracting(ClaimedJob::priority).containsExactly(-3, -3, 0, 5, 5, 5);
        assertThat(claimed.get(3).payload()).isNull();
        assertThat(claimed.get(0).id()).isLessThan(claimed.get(1).id());
        assertThat(claimed).allSatisfy(job -> assertThat(job.attempt()).isEqualTo(1));
    }

    @Test
    @DisplayName("settles and claims in one go, and tells what came too late")
    void fused() {
        List<Long> ids = Stores.pushMany(store, QUEUE, 6);
        List<ClaimedJob> first = Stores.claim(store, QUEUE, 4);
        Fence forged = new Fence(first.get(3).id(), 1, -77);

        ExchangeResult result = Stores.exchange(
                store,
                QUEUE,
                List.of(
                        Settlement.success(first.get(0).fence()),
                        Settlement.error(first.get(1).fence(), Stores.failure("no such address")),
                        Settlement.retry(first.get(2).fence(), Stores.failure("busy"), Duration.ofMinutes(5)),
                        Settlement.success(forged),
                        Settlement.release(first.get(3).fence()),
                        Settlement.success(first.get(0).fence())),
                2);

        assertThat(result.lost()).containsExactly(forged, first.get(0).fence());
        assertThat(result.claimed()).extracting(ClaimedJob::id).containsExactly(ids.get(4), ids.get(5));
        assertThat(states(ids))
                .containsExactly(
                        JobState.SUCCESS,
                        JobState.ERROR,
                        JobState.NEW,
                        JobState.NEW,
                        JobState.RUNNING,
                        JobState.RUNNING);
        assertThat(info(ids.get(1)).error()).contains("Trouble: no such address");
        assertThat(info(ids.get(2)).attempt()).isEqualTo(1);
        assertThat(info(ids.get(2)).runAt())
                .isBetween(Instant.now().plusSeconds(290), Instant.now().plusSeconds(310));
        assertThat(info(ids.get(3)).attempt()).isZero();
    }

    @Test
    @DisplayName("says when the next job is due, one that it sets back itself included")
    void nextDue() {
        database.execute("""
                insert into jobs (queue_name, priority, run_at) values
                    ('mail', 0, now()), ('mail', 3, now() + interval '1 hour'),
                    ('mail', 7, now() + interval '30 minutes'), ('mail', 7, 'infinity')""");

        ExchangeResult first = Stores.exchange(store, QUEUE, List.of(), 2);
        Fence fence = first.claimed().get(0).fence();
        ExchangeResult second = Stores.exchange(
                store, QUEUE, List.of(Settlement.retry(fence, Stores.failure("busy"), Duration.ofSeconds(20))), 2);

        assertThat(first.nextDue().orElseThrow()).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
        assertThat(second.claimed()).isEmpty();
        assertThat(second.nextDue()).contains(Duration.ofSeconds(20));
        assertThat(Stores.exchange(store, QUEUE, List.of(), 0).nextDue()).isEmpty();
    }

    @Test
    @DisplayName("keeps a message that no database could keep as it is")
    void strangeMessage() {
        long id = Stores.push(store, QUEUE, "x");
        Fence fence = Stores.claim(store, QUEUE, 1).get(0).fence();

        ExchangeResult result =
                Stores.settle(store, QUEUE, Settlement.error(fence, Stores.failure("a\0b\ud800c\ud83d\ude00")));

        assertThat(result.lost()).isEmpty();
        assertThat(info(id).error()).contains("Trouble: a\ufffdb\ufffdc\ud83d\ude00");
    }

    @Test
    @DisplayName("claims what has been due since ever, and leaves alone what never will be")
    void infinity() {
        database.execute("insert into jobs (queue_name, run_at) values ('mail', '0001-01-01Z'), ('mail', 'infinity')");

        ExchangeResult result = Stores.exchange(store, QUEUE, List.of(), 5);

        assertThat(result.claimed()).hasSize(1);
        assertThat(result.claimed().get(0).runAt()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(result.nextDue()).isEmpty();
        assertThat(store.stats()).extracting(QueueStats::oldestDue).containsOnly(Optional.empty());
        assertThat(info(result.claimed().get(0).id() + 1).runAt()).isAfter(Instant.now());
    }

    @Test
    @DisplayName("takes back all that one claim holds, and nothing else")
    void takeBack() {
        List<Long> ids = Stores.pushMany(store, QUEUE, 3);
        Fence first = Stores.claim(store, QUEUE, 1).get(0).fence();
        Fence second = Stores.claim(store, QUEUE, 1).get(0).fence();

        assertThat(store.takeBack("other", first.claim())).isZero();
        assertThat(store.takeBack(QUEUE, first.claim())).isEqualTo(1);

        assertThat(states(ids)).containsExactly(JobState.NEW, JobState.RUNNING, JobState.NEW);
        assertThat(Stores.settle(store, QUEUE, Settlement.success(first), Settlement.success(second))
                        .lost())
                .containsExactly(first);
    }

    private static List<JobState> states(List<Long> ids) {
        return ids.stream().map(ExchangeTest::info).map(JobInfo::state).toList();
    }

    private static JobInfo info(long id) {
        return store.find(QUEUE, id).orElseThrow();
    }
}
