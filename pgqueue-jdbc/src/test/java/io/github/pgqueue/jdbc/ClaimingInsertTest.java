package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.Wake;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Jobs that are claimed by the statement that adds them")
@Timeout(60)
class ClaimingInsertTest {

    private TestDatabase database;
    private QueueStore store;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        store = Stores.ready(database, "jobs");
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private static Exchange asked(int limit) {
        return new Exchange("mail", "a node", 7, List.of(), limit);
    }

    private static InsertedJobs add(QueueStore store, NewJob... jobs) {
        return store.insert(asked(jobs.length), List.of(jobs));
    }

    @Test
    @DisplayName("are all claimed, and written once")
    void all() throws SQLException {
        InsertedJobs added =
                add(store, NewJob.of("b").withPriority(1), NewJob.withoutPayload(), NewJob.of(""), NewJob.of("a"));

        assertThat(added.claimed()).extracting(ClaimedJob::text).containsExactly(null, "", "a", "b");
        assertThat(Stores.query(
                        database,
                        "select distinct concat_ws(' ', status, attempt, node, claim, xmin = ("
                                + "select max(xmin::text)::xid from jobs)) from jobs"))
                .containsExactly("running 1 a node 7 t");
    }

    @Test
    @DisplayName("are none where fewer are asked for, or one says more than payload and priority")
    void none() throws SQLException {
        assertThat(store.insert(asked(1), List.of(NewJob.of("a"), NewJob.of("b")))
                        .claimed())
                .isEmpty();
        assertThat(add(store, NewJob.of("c").withHeader("trace", "1")).claimed())
                .isEmpty();
        assertThat(Stores.query(database, "select distinct concat_ws(' ', status, attempt, node, claim) from jobs"))
                .containsExactly("new 0");
    }

    @Test
    @DisplayName("may be claimed beside jobs of their queue that are due later, and others that wait elsewhere")
    void besideOthers() {
        Stores.push(store, "mail", NewJob.of("later").withDelay(Duration.ofHours(1)));
        Stores.push(store, "another", "waits");

        assertThat(add(store, NewJob.of("x")).claimed()).hasSize(1);
    }

    @Test
    @DisplayName("are none where the push's own transaction is to ring")
    void transactional() {
        try (QueueStore ringing = JdbcQueueStore.pooling(
                Stores.dataSource(database),
                Stores.config(database).wake(Wake.TRANSACTIONAL).build())) {
            assertThat(add(ringing, NewJob.of("x")).claimed()).isEmpty();
        }
    }

    @Test
    @DisplayName("are none on connections that may be in a transaction of the caller's")
    void connectionsOfOthers() {
        try (QueueStore borrowing = Stores.plain(database, "jobs")) {
            assertThat(add(borrowing, NewJob.of("x")).claimed()).isEmpty();
        }
    }

    @Test
    @DisplayName("are added all the same where only the claim is refused")
    void refusedClaim() throws SQLException {
        database.execute("alter table jobs add constraint nobody check (node is null)");

        InsertedJobs added = add(store, NewJob.of("x"));

        assertThat(added.inserted()).hasSize(1);
        assertThat(added.claimed()).isEmpty();
        assertThat(Stores.query(database, "select status from jobs")).containsExactly("new");
    }

    @Test
    @DisplayName("come as a trigger of somebody's has made them")
    void changed() {
        database.execute("""
                create function change() returns trigger language plpgsql as $$ begin
                    new.payload := new.payload || '!'::bytea;
                    if new.payload = 'later!' then new.status := 'new'; end if;
                    return new;
                end $$;
                create trigger a_change before insert on jobs for each row execute function change()""");

        InsertedJobs added = add(store, NewJob.of("now"), NewJob.of("later"));

        assertThat(added.inserted()).hasSize(2);
        assertThat(added.claimed())
                .extracting(job -> new String(job.payload(), StandardCharsets.UTF_8))
                .containsExactly("now!");
    }
}
