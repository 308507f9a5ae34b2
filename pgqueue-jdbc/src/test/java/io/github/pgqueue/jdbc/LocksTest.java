package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A row that somebody else has locked")
class LocksTest {

    private static final String QUEUE = "mail";
    private static final String LOCK = "select from jobs for update";

    /** Notes what a setting is while a job is ended. */
    private static final String WITNESS = """
            create table seen (value text);
            create function witness() returns trigger language plpgsql as $$ begin
                insert into seen values (current_setting('%s'));
                return new;
            end $$;
            create trigger witness before update on jobs for each row
                when (new.status = 'success') execute function witness()""";

    private TestDatabase database;
    private QueueStore store;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabases.shared().newDatabase();
        store = Stores.ready(database, "jobs");
        other = database.connect();
        other.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        other.close();
        store.close();
        database.close();
    }

    private void lock() throws SQLException {
        other.createStatement().execute(LOCK);
    }

    private Fence running() {
        Stores.push(store, QUEUE, "x");
        return Stores.claim(store, QUEUE, 1).get(0).fence();
    }

    @Test
    @DisplayName("and whose job is due, is looked at again in a second: letting go of it need not ring")
    void isLookedAtAgain() throws SQLException {
        long id = Stores.push(store, QUEUE, "x");
        database.execute("insert into jobs (queue_name, run_at) values ('mail', now() + interval '1 hour')");
        lock();

        ExchangeResult result = Stores.exchange(store, QUEUE, List.of(), 5);

        assertThat(result.claimed()).isEmpty();
        assertThat(result.nextDue()).contains(Duration.ofSeconds(1));
        other.rollback();
        assertThat(Stores.claim(store, QUEUE, 5)).extracting(ClaimedJob::id).containsExactly(id);
    }

    @Test
    @DisplayName("keeps ends waiting for two thirds of the time that an exchange has, which is a third of the lease")
    void isNotWaitedForTooLong() throws SQLException {
        database.execute(WITNESS.formatted("lock_timeout"));
        Stores.settle(store, QUEUE, Settlement.success(running()));
        Stores.settle(store, QUEUE, Settlement.success(running(), new byte[1]));

        assertThat(Stores.query(database, "select value from seen")).containsExactly("6666ms", "6666ms");
    }

    @Test
    @DisplayName("keeps ends waiting only as long as the server's own setting says, and changes nothing")
    void theServersSettingCounts() throws SQLException {
        database.execute("alter database " + database.name() + " set lock_timeout = '100ms'");
        Stores.pushMany(store, QUEUE, 2);
        try (QueueStore late = Stores.plain(database, "jobs")) {
            Fence fence = Stores.claim(late, QUEUE, 1).get(0).fence();
            lock();
            List<Settlement> end = List.of(Settlement.success(fence));
            assertThatThrownBy(() -> Stores.exchange(late, QUEUE, end, 5)).isInstanceOf(StoreException.class);
            other.rollback();

            assertThat(Stores.query(database, "select status from jobs order by id"))
                    .containsExactly("running", "new");
            assertThat(Stores.exchange(late, QUEUE, end, 5).lost()).isEmpty();
        }
    }

    @Test
    @DisplayName("by a handler's transaction that ends its job, is let go of soon if the commit never comes")
    void theCommitIsNotWaitedForTooLong() throws SQLException {
        database.execute(WITNESS.formatted("idle_in_transaction_session_timeout"));
        Fence fence = running();
        try (JobTransaction transaction = store.transactions().orElseThrow().begin(QUEUE, fence)) {
            assertThat(transaction.commit(null)).isTrue();
        }
        assertThat(Stores.query(database, "select value from seen")).containsExactly("10s");
    }
}
