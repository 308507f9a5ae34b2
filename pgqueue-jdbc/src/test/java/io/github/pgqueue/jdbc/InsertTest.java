package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An insert")
class InsertTest {

    private static final int MEGABYTE = 1024 * 1024;

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
        database.execute("truncate jobs; alter table jobs drop constraint if exists small");
    }

    @Test
    @DisplayName("keeps payloads byte for byte, one by one and many at once")
    void payloads() {
        List<NewJob> jobs = List.of(
                NewJob.withoutPayload(),
                NewJob.of(new byte[0]),
                NewJob.of(new byte[] {0}),
                NewJob.of(new byte[] {0, -1, 127, -128, 0, 39, 92}),
                NewJob.of(random(10 * MEGABYTE)));

        store.insert("many", jobs);
        jobs.forEach(job -> store.insert("single", List.of(job)));

        for (String queue : List.of("many", "single")) {
            List<ClaimedJob> claimed = Stores.claim(store, queue, jobs.size());
            assertThat(claimed).hasSize(jobs.size());
            for (int job = 0; job < jobs.size(); job++) {
                assertThat(Arrays.equals(
                                claimed.get(job).payload(), jobs.get(job).payload()))
                        .as("payload %s of queue %s", job, queue)
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("keeps priorities, one by one and many at once, whether they are the same or differ")
    void priorities() throws SQLException {
        List<NewJob> same =
                List.of(NewJob.of("a").withPriority(-7), NewJob.of("b").withPriority(-7));
        List<NewJob> different = List.of(
                NewJob.of("a").withPriority(3), NewJob.of("b"), NewJob.of("c").withPriority(-3));

        store.insert("same", same);
        store.insert("different", different);
        store.insert("single", List.of(NewJob.of("a").withPriority(5)));

        assertThat(
                        Stores.query(
                                database,
                                "select concat_ws(' ', queue_name, convert_from(payload, 'UTF8'), priority) from jobs order by id"))
                .containsExactly(
                        "same a -7", "same b -7", "different a 3", "different b 0", "different c -3", "single a 5");
    }

    @Test
    @DisplayName("gives ids in the order of the jobs, more than one statement carries")
    void order() {
        List<NewJob> jobs = new ArrayList<>();
        for (int job = 0; job < 60_000; job++) {
            jobs.add(NewJob.of(Integer.toString(job)).withPriority(job % 7 - 3));
        }

        List<Long> ids = Stores.ids(store.insert("mail", jobs));

        assertThat(ids).hasSize(jobs.size()).isSorted().doesNotHaveDuplicates();
        List<ClaimedJob> claimed = Stores.claim(store, "mail", jobs.size());
        assertThat(claimed).hasSize(jobs.size()).allSatisfy(job -> {
            int place = Integer.parseInt(Stores.text(job));
            assertThat(ids.get(place)).isEqualTo(job.id());
            assertThat(job.priority()).isEqualTo(jobs.get(place).priority());
        });
    }

    @Test
    @DisplayName("of more than 32 MiB adds all or none")
    void allOrNone() {
        List<NewJob> jobs = new ArrayList<>();
        for (int job = 0; job < 5; job++) {
            jobs.add(NewJob.of(random(8 * MEGABYTE)));
        }
        List<NewJob> spoilt = new ArrayList<>(jobs);
        spoilt.add(NewJob.of(random(9 * MEGABYTE)));
        database.execute("alter table jobs add constraint small check (octet_length(payload) <= " + 8 * MEGABYTE + ")");

        assertThatThrownBy(() -> store.insert("mail", spoilt)).isInstanceOf(StoreException.class);

        assertThat(store.stats()).isEmpty();
        assertThat(store.insert("mail", jobs)).hasSize(jobs.size());
        assertThat(store.stats())
                .singleElement()
                .satisfies(line -> assertThat(line.jobs()).isEqualTo(jobs.size()));
    }

    @Test
    @DisplayName("of nothing adds nothing")
    void nothing() {
        assertThat(store.insert("mail", List.of())).isEmpty();
    }

    @Test
    @DisplayName("that the server refuses fails alone, and its message does not show the payload")
    void refused() {
        database.execute("alter table jobs add constraint small check (octet_length(payload) < 100)");
        String secret = "secret".repeat(100);

        assertThatThrownBy(() -> Stores.push(store, "mail", secret))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("add a job to queue 'mail' in table jobs")
                .hasMessageContaining("\"small\"")
                .hasMessageContaining("23514")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("secret", hex("secret")));
        assertThat(Stores.push(store, "mail", "short")).isPositive();
    }

    @Test
    @DisplayName("that the process has no memory for fails alone")
    void outOfMemory(@TempDir Path logs) throws Exception {
        Process process = JavaProcess.start(logs.resolve("log"), database, LargeJobsProcess.class, "-Xmx48m");
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(logs.resolve("log")))
                .isZero();
        assertThat(said).contains("could not add 2 jobs to queue 'mail' in table jobs: not enough memory");
        assertThat(Stores.claim(store, "mail", 5))
                .singleElement()
                .satisfies(job -> assertThat(Stores.text(job)).isEqualTo("small"));
    }

    @Test
    @DisplayName("writes a queue's name as it is, whatever it holds")
    void queueNames() {
        for (String queue :
                List.of("it's", "a\"b", "?", ":queue", "$1", "{jobs}", "x'; drop table jobs; --", "ü \ud83d\ude00")) {
            long id = Stores.push(store, queue, "x");
            assertThat(Stores.claim(store, queue, 5)).extracting(ClaimedJob::id).containsExactly(id);
        }
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
