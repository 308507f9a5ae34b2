package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** Rule S8.1: one job a key. */
public abstract class UniqueContract extends StoreContract {

    private static final UniqueKey KEY = UniqueKey.of("key");

    /** For subclasses. */
    protected UniqueContract() {}

    @Checks("S8.1")
    void theSecondFindsTheFirst() {
        Inserted first = put(NewJob.of("first").withUniqueKey(KEY));
        Assertions.assertFalse(first.wasThere(), "the first was there already");
        JobInfo before = info(first.id());
        Inserted found = new Inserted(first.id(), true);
        Assertions.assertEquals(found, put(second()), "the answer to the second");
        Assertions.assertEquals(
                List.of(found), open().insert(QUEUE, List.of(second())), "the answer to another store's");
        Assertions.assertEquals(before, info(first.id()), "the first after the second");
        ClaimedJob job = claimOne();
        Assertions.assertEquals(first.id(), job.id(), "id claimed");
        Assertions.assertEquals("first", job.text(), "payload claimed");
    }

    private static NewJob second() {
        return NewJob.of("second").withPriority(-5).withHeader("a", "b").withUniqueKey(KEY);
    }

    @Checks("S8.1")
    void otherKeysAndQueuesAreFree() {
        List<String> keys = List.of("key", "Key", "key ", " key", "ke", "k%", "k_y", "\u212Aey", "🎉", "'key'", "null");
        Map<Long, String> added = new HashMap<>();
        for (String key : keys) {
            Inserted one = put(NewJob.of("x").withUniqueKey(UniqueKey.of(key)));
            Assertions.assertFalse(one.wasThere(), "told that a job was there already, for key " + key);
            added.put(one.id(), key);
        }
        Assertions.assertEquals(keys.size(), added.size(), "ids");
        NewJob job = NewJob.of("x").withUniqueKey(KEY);
        Assertions.assertFalse(
                store().insert("another queue", List.of(job)).get(0).wasThere(), "in another queue");
        for (String key : keys) {
            Inserted again = put(NewJob.of("x").withUniqueKey(UniqueKey.of(key)));
            Assertions.assertTrue(again.wasThere(), "told that no job was there, for key " + key);
            Assertions.assertEquals(key, added.get(again.id()), "the key of the job that was there");
        }
    }

    @Checks("S8.1")
    void theLongestKeysDiffer() {
        String prefix = "🎉".repeat(UniqueKey.MAX_LENGTH - 1);
        Inserted one = put(NewJob.of("x").withUniqueKey(UniqueKey.of(prefix + "a")));
        Inserted other = put(NewJob.of("x").withUniqueKey(UniqueKey.of(prefix + "b")));
        Assertions.assertFalse(other.wasThere(), "told that a job was there already");
        Assertions.assertEquals(
                new Inserted(one.id(), true), put(NewJob.of("x").withUniqueKey(UniqueKey.of(prefix + "a"))), "again");
    }

    @Checks("S8.1")
    void jobsWithoutKeysAreNeverThere() {
        for (int i = 0; i < 3; i++) {
            Assertions.assertFalse(put(NewJob.of("x")).wasThere(), "told that a job was there already");
        }
        Assertions.assertEquals(3, claim(10).size(), "jobs claimed");
    }

    @Checks("S8.1")
    void ofTwoInOneListTheSecondFindsTheFirst() {
        long before = put(keyed("there")).id();
        List<NewJob> jobs = Stream.of("a", "", "there", "b", "a", "", "a")
                .map(UniqueContract::keyed)
                .toList();
        List<Inserted> inserted = store().insert(QUEUE, jobs);
        Assertions.assertEquals(
                List.of(false, false, true, false, true, false, true),
                inserted.stream().map(Inserted::wasThere).toList(),
                "which were there");
        Assertions.assertEquals(before, inserted.get(2).id(), "id of the one that was there before");
        Assertions.assertEquals(inserted.get(0).id(), inserted.get(4).id(), "id of the second of its key");
        Assertions.assertEquals(inserted.get(0).id(), inserted.get(6).id(), "id of the third of its key");
        List<ClaimedJob> claimed = claim(10);
        Assertions.assertEquals(5, claimed.size(), "jobs claimed");
        for (int i = 0; i < inserted.size(); i++) {
            assertClaimed(inserted.get(i).id(), new String(jobs.get(i).payload(), StandardCharsets.UTF_8), claimed);
        }
    }

    private static void assertClaimed(long id, String text, List<ClaimedJob> claimed) {
        List<String> texts = claimed.stream()
                .filter(job -> job.id() == id)
                .map(ClaimedJob::text)
                .toList();
        Assertions.assertEquals(List.of(text), texts, "payloads claimed of job " + id);
    }

    /** With a key like its payload; an empty one is none. */
    private static NewJob keyed(String key) {
        NewJob job = NewJob.of(key);
        return key.isEmpty() ? job : job.withUniqueKey(UniqueKey.of(key));
    }
}
