package io.github.pgqueue.testkit.contract.store;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.started;
import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Payloads;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rules S2: adding jobs. */
public abstract class InsertContract extends StoreContract {

    private static final int MANY = 1_000;

    /** For subclasses. */
    protected InsertContract() {}

    @Checks("S2.1")
    void idsAreInTheOrderOfTheJobs() {
        List<NewJob> jobs = IntStream.range(0, MANY)
                .mapToObj(i -> NewJob.of("job " + i).withPriority((i * 7) % 11))
                .toList();
        List<Long> ids = insert(store(), QUEUE, jobs);
        Map<Long, String> claimed = new HashMap<>();
        claim(MANY).forEach(job -> claimed.put(job.id(), job.text()));
        for (int i = 0; i < MANY; i++) {
            Assertions.assertEquals("job " + i, claimed.get(ids.get(i)), "payload of id " + i + " of those returned");
        }
    }

    @Checks("S2.1")
    void noIdIsGivenTwice() throws Exception {
        List<CompletableFuture<List<Long>>> inserting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            QueueStore one = open();
            String queue = "queue " + i % 2;
            inserting.add(started("insert", () -> insertOneByOne(one, queue)));
        }
        Set<Long> ids = new HashSet<>();
        for (CompletableFuture<List<Long>> one : inserting) {
            for (Long id : within(patience(), "insert", () -> one.get())) {
                Assertions.assertTrue(ids.add(id), "id " + id + " was given twice");
            }
        }
    }

    private static List<Long> insertOneByOne(QueueStore store, String queue) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.addAll(insert(store, queue, jobs("a", "b")));
        }
        return ids;
    }

    @Checks("S2.2")
    void anotherStoreSeesTheJobAtOnce() {
        QueueStore other = open();
        for (int i = 0; i < 20; i++) {
            long id = insert("x");
            Assertions.assertTrue(other.find(QUEUE, id).isPresent(), "job " + id + " is seen by another store");
        }
    }

    @Checks("S2.3")
    void payloadsComeBackByteForByte() {
        List<byte[]> payloads = List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {1},
                new byte[] {0, 1, 0, -1, 0},
                "\\x00 'quoted' \"twice\" %s $1 ?".getBytes(StandardCharsets.UTF_8),
                "Grüße, 日本語, 🎉".getBytes(StandardCharsets.UTF_8),
                Payloads.binary(100_000));
        store().insert(QUEUE, payloads.stream().map(NewJob::of).toList());
        List<ClaimedJob> claimed = claim(payloads.size());
        Assertions.assertEquals(payloads.size(), claimed.size(), "jobs claimed");
        for (int i = 0; i < payloads.size(); i++) {
            Assertions.assertArrayEquals(payloads.get(i), claimed.get(i).payload(), "payload " + i);
        }
    }

    @Checks("S2.3")
    void anAbsentPayloadIsAbsentAndAnEmptyOneEmpty() {
        store().insert(QUEUE, List.of(NewJob.withoutPayload(), NewJob.of(""), NewJob.withoutPayload()));
        List<ClaimedJob> claimed = claim(3);
        Assertions.assertEquals(3, claimed.size(), "jobs claimed");
        Assertions.assertNull(claimed.get(0).payload(), "an absent payload");
        Assertions.assertArrayEquals(new byte[0], claimed.get(1).payload(), "an empty payload");
        Assertions.assertNull(claimed.get(2).payload(), "an absent payload");
    }

    @Checks("S2.3")
    void tenMegabytes() {
        byte[] large = Payloads.binary(10 * 1024 * 1024);
        store().insert(QUEUE, List.of(NewJob.of(large)));
        Assertions.assertArrayEquals(large, claimOne().payload(), "10 MB");
    }

    @Checks("S2.4")
    void anEmptyListAddsNone() {
        Assertions.assertEquals(List.of(), store().insert(QUEUE, List.of()), "ids");
        Assertions.assertEquals(List.of(), claim(1), "jobs");
    }

    @Checks("S2.4")
    void oneThatIsRefusedLetsNoneIn() throws SQLException {
        refuse("poison");
        List<NewJob> small = new ArrayList<>(Collections.nCopies(100, NewJob.of("fine")));
        small.set(50, NewJob.of("poison"));
        assertNoneGetsIn(small);
    }

    @Checks("S2.4")
    void oneThatIsRefusedAfterManyMegabytesLetsNoneIn() throws SQLException {
        refuse("poison");
        List<NewJob> large = new ArrayList<>(Collections.nCopies(34, NewJob.of(new byte[1024 * 1024])));
        large.add(NewJob.of("poison"));
        assertNoneGetsIn(large);
    }

    private void assertNoneGetsIn(List<NewJob> jobs) {
        Assertions.assertThrows(StoreException.class, () -> store().insert(QUEUE, jobs), "a job that is refused");
        Assertions.assertEquals(List.of(), store().stats(), "jobs after the refusal");
        Assertions.assertEquals(1, store().insert(QUEUE, jobs("fine")).size(), "the next insert");
    }
}
