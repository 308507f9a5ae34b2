package io.github.pgqueue.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.Wake;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.RingSink;
import io.github.pgqueue.spi.Settlement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the in-memory store does beside the contract's rules, and how its own bookkeeping could go wrong. */
@Timeout(60)
class MemoryStoreTest {

    private static final String QUEUE = "mail";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Failure FAILURE = Failure.of("test", "failed");

    private final MemoryBackend memory = new MemoryBackend();
    private final PgQueuesConfig config =
            PgQueuesConfig.builder(memory).wake(Wake.TRANSACTIONAL).build();
    private final QueueStore store = memory.open(config);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private long lastClaim;

    @BeforeEach
    void bootstrap() {
        store.bootstrap();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aJobWhosePeriodIsOverDoesNotTakeItsKeyFromTheNext() {
        UniqueKey key = UniqueKey.of("key");
        insert(NewJob.of("first").withUniqueKey(key.within(Duration.ofMillis(1))));
        Fence first = claim("node").get(0).fence();
        List<Inserted> second = new ArrayList<>();
        do {
            second.add(insert(NewJob.of("second").withUniqueKey(key)));
        } while (second.get(second.size() - 1).wasThere());
        settle(Settlement.retry(first, FAILURE, Duration.ZERO));

        Inserted third = insert(NewJob.of("third").withUniqueKey(key));
        assertThat(third).isEqualTo(new Inserted(second.get(second.size() - 1).id(), true));
    }

    @Test
    void aKeyIsFreeOnceItsJobIsGone() {
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key").within(HOUR));
        long id = insert(job).id();
        assertThat(store.admin().orElseThrow().discard(QUEUE, id)).isTrue();
        assertThat(insert(job).wasThere()).isFalse();
    }

    @Test
    void aReplacedJobIsClaimedInItsNewPlace() {
        UniqueKey key = UniqueKey.of("key").replacing();
        insert(NewJob.of("first").withPriority(5).withUniqueKey(key));
        insert(NewJob.of("other").withPriority(3));
        store.exchange(new Exchange(QUEUE, "node", ++lastClaim, List.of(), 0));
        insert(NewJob.of("second").withPriority(1).withUniqueKey(key));
        assertThat(claim("node")).extracting(ClaimedJob::text).containsExactly("second", "other");
    }

    @Test
    void aNodeThatHasLeftIsToldOfUntilItIsLookedAfter() {
        store.beat("gone", HOUR, Optional.empty());
        store.beat("other", HOUR, Optional.empty());
        assertThat(store.beat("other", HOUR, Optional.empty()).nextLapse())
                .isPresent()
                .get()
                .isNotEqualTo(Duration.ZERO);
        store.leave("gone");
        assertThat(store.beat("other", HOUR, Optional.empty()).nextLapse()).contains(Duration.ZERO);
        store.rescue();
        assertThat(store.beat("other", HOUR, Optional.empty()).nextLapse()).isEmpty();
    }

    @Test
    void aRescueIsToldAgainAfterARelease() {
        insert(NewJob.of("x"));
        claim("gone");
        assertThat(store.rescue()).containsExactly(Map.entry(QUEUE, 1));
        for (int i = 0; i < 2; i++) {
            ClaimedJob job = claim("node").get(0);
            assertThat(job.handling().rescued()).isTrue();
            settle(Settlement.release(job.fence()));
        }
        settle(Settlement.retry(claim("node").get(0).fence(), FAILURE, Duration.ZERO));
        assertThat(claim("node").get(0).handling().rescued()).isFalse();
    }

    @Test
    void whatIsReadIsNotWhatIsKept() {
        byte[] payload = "x".getBytes(StandardCharsets.UTF_8);
        long id = insert(NewJob.of(payload)).id();
        payload[0] = 'y';
        ClaimedJob job = claim("node").get(0);
        assertThat(job.text()).isEqualTo("x");
        byte[] result = "r".getBytes(StandardCharsets.UTF_8);
        settle(Settlement.success(job.fence(), result));
        result[0] = 's';
        assertThat(store.await(QUEUE, id).outcome().orElseThrow().result()).isEqualTo(new byte[] {'r'});
    }

    @Test
    void aListRingsOnceAndTellsWhenTheFirstIsDue() {
        Instant due = Instant.parse("9000-01-01T00:00:00Z");
        listen();
        store.insert(
                QUEUE,
                List.of(
                        NewJob.of("a").withRunAt(due),
                        NewJob.of("b").withRunAt(due.plusSeconds(1)),
                        NewJob.of("c").withRunAt(due.plusSeconds(2))));
        assertThat(heard).containsExactly(new Ring(QUEUE, OptionalLong.empty(), Optional.of(due)).format());
    }

    @Test
    void aKeptJobRingsNobodyAndOneBroughtForwardDoes() {
        UniqueKey key = UniqueKey.of("key");
        long id = insert(NewJob.of("first").withDelay(HOUR).withUniqueKey(key)).id();
        listen();
        insert(NewJob.of("second").withUniqueKey(key));
        insert(NewJob.of("second").withDelay(HOUR.multipliedBy(2)).withUniqueKey(key.replacing()));
        assertThat(heard).isEmpty();
        insert(NewJob.of("third").withUniqueKey(key.replacing()));
        assertThat(heard).containsExactly(Ring.of(Ring.Kind.WORK, QUEUE, id).format());
    }

    @Test
    void theEndIsRungHoweverItComes() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(insert(NewJob.of("x").withPriority(i)).id());
            store.await(QUEUE, ids.get(i));
        }
        List<ClaimedJob> claimed = store.exchange(new Exchange(QUEUE, "gone", ++lastClaim, List.of(), 2))
                .claimed();
        store.cancel(QUEUE, ids.get(0));
        listen();
        store.rescue();
        assertThat(heard).containsExactlyInAnyOrder(done(ids.get(0)), work(ids.get(1)));
        heard.clear();
        assertThat(store.admin().orElseThrow().discard(QUEUE, ids.get(2))).isTrue();
        store.cancel(QUEUE, ids.get(3));
        assertThat(heard).containsExactly(done(ids.get(2)), done(ids.get(3)));
        settle(Settlement.success(claimed.get(1).fence()));
        assertThat(heard).hasSize(2);
    }

    @Test
    void aTakeBackEndsWhatWasCancelled() {
        long id = insert(NewJob.of("x")).id();
        claim("node");
        store.cancel(QUEUE, id);
        assertThat(store.takeBack(QUEUE, lastClaim)).isEqualTo(1);
        assertThat(store.find(QUEUE, id).orElseThrow())
                .matches(job -> job.state() == JobState.CANCELLED && job.attempt() == 0);
    }

    private void listen() {
        memory.connect(config, config.table().channel(), new RingSink() {
            @Override
            public void ring(String payload) {
                heard.add(payload);
            }

            @Override
            public void lost(Throwable cause) {
                heard.add("lost");
            }
        });
    }

    private static String done(long id) {
        return Ring.of(Ring.Kind.DONE, QUEUE, id).format();
    }

    private static String work(long id) {
        return Ring.of(Ring.Kind.WORK, QUEUE, id).format();
    }

    private Inserted insert(NewJob job) {
        return store.insert(QUEUE, List.of(job)).get(0);
    }

    private List<ClaimedJob> claim(String node) {
        return store.exchange(new Exchange(QUEUE, node, ++lastClaim, List.of(), 10))
                .claimed();
    }

    private void settle(Settlement settlement) {
        store.exchange(new Exchange(QUEUE, "node", ++lastClaim, List.of(settlement), 0));
    }
}
