package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Jobs that are done and not kept")
@Timeout(60)
class UnkeptJobsTest {

    private TestDatabase database;
    private QueueStore store;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .retention(JobState.SUCCESS, Duration.ZERO)
                .build();
        store = JdbcQueueStore.pooling(Stores.dataSource(database), config);
        store.bootstrap();
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private static Settlement[] done(List<ClaimedJob> jobs) {
        return jobs.stream().map(job -> Settlement.success(job.fence())).toArray(Settlement[]::new);
    }

    private HeldJobs hold(long claim, int limit) {
        return store.hold(new Exchange("mail", "test", claim, List.of(), limit)).orElseThrow();
    }

    private static List<Fence> fences(HeldJobs held) {
        return held.jobs().stream().map(ClaimedJob::fence).toList();
    }

    /** What an audit of the user's sees. */
    private void recordWrites() {
        database.execute("create table seen (text text);"
                + "create function see() returns trigger language plpgsql as 'begin"
                + " insert into seen values (tg_op || old.status); return null; end';"
                + "create trigger see after update of status or delete on jobs for each row"
                + " when (old.status = 'running') execute function see()");
    }

    private List<String> states() throws SQLException {
        return Stores.query(database, "select id || status from jobs order by id");
    }

    @Test
    @DisplayName("are deleted where they stand, also by an exchange that claims")
    void deleted() throws SQLException {
        Stores.pushMany(store, "mail", 3);
        List<ClaimedJob> jobs = Stores.claim(store, "mail", 2);
        recordWrites();

        assertThat(Stores.exchange(store, "mail", List.of(done(jobs)), 5).claimed())
                .extracting(ClaimedJob::id)
                .containsExactly(3L);

        assertThat(states()).containsExactly("3running");
        assertThat(Stores.query(database, "select text from seen")).containsExactly("DELETErunning", "DELETErunning");
    }

    @Test
    @DisplayName("are kept if somebody comes to await one at this moment, and neither lost nor deleted")
    void awaitedMeanwhile() throws Exception {
        Stores.pushMany(store, "mail", 2);
        List<ClaimedJob> jobs = Stores.claim(store, "mail", 2);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update jobs set awaited = true where id = 1");
            CompletableFuture<List<Fence>> lost = CompletableFuture.supplyAsync(
                    () -> Stores.settle(store, "mail", done(jobs)).lost());
            Stores.awaitBlocked(database);
            other.commit();

            assertThat(lost.get(10, TimeUnit.SECONDS)).isEmpty();
        }
        assertThat(states()).containsExactly("1success");
    }

    @Test
    @DisplayName("end all the same where a foreign key keeps them")
    void referenced() throws SQLException {
        Stores.pushMany(store, "mail", 2);
        database.execute("create table mails (queue text, job bigint, foreign key (queue, job) references jobs);"
                + "insert into mails values ('mail', 1)");
        List<ClaimedJob> jobs = Stores.claim(store, "mail", 2);

        assertThat(Stores.settle(store, "mail", done(jobs)).lost()).isEmpty();
        assertThat(states()).contains("1success");

        // They are written first from now on, and deleted one by one only when nothing refers to them.
        database.execute("delete from mails");
        recordWrites();
        Stores.pushMany(store, "mail", 1);
        List<ClaimedJob> next = Stores.claim(store, "mail", 1);
        assertThat(Stores.settle(store, "mail", done(next)).lost()).isEmpty();
        assertThat(Stores.query(database, "select text from seen")).containsExactly("UPDATErunning");
        assertThat(states()).doesNotContain("3success");
    }

    @Test
    @DisplayName("are deleted by the lock that holds them, unless the key of one still counts")
    void held() throws SQLException {
        UniqueKey key = UniqueKey.of("key").within(Duration.ofHours(1));
        store.insert("mail", List.of(NewJob.of("a"), NewJob.of("b").withUniqueKey(key), NewJob.of("c")));
        HeldJobs held = hold(1, 3);

        held.end(fences(held).subList(0, 2), fences(held).subList(2, 3));

        assertThat(states()).containsExactly("2success", "3running");
    }

    @Test
    @DisplayName("end by an exchange if a trigger keeps them from being deleted by the lock that holds them")
    void heldAndRefused() throws SQLException {
        Stores.pushMany(store, "mail", 2);
        database.execute("create function refuse() returns trigger language plpgsql as"
                + " 'begin raise exception ''jobs stay''; end';"
                + "create trigger refuse before delete on jobs for each row execute function refuse()");
        HeldJobs held = hold(1, 1);
        List<Fence> fences = fences(held);

        assertThatThrownBy(() -> held.end(fences, List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("jobs stay");
        held.keep(fences);
        assertThat(Stores.settle(store, "mail", Settlement.success(fences.get(0)))
                        .lost())
                .isEmpty();

        HeldJobs next = hold(2, 1);
        next.end(fences(next), List.of());
        assertThat(states()).containsExactly("1success", "2success");
    }
}
