package io.github.pgqueue.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server keeps of jobs that are done, as somebody's old snapshot still sees them as waiting. */
@DisplayName("What was done of a backlog")
@Timeout(60)
class DoneJobsTest {

    private static final int DONE = 5_000;

    /** Before it is believed that there is a backlog. */
    private static final int LOOKS = 16;

    private static final int CLAIMS = 400;

    private final OneConnectionStore one = new OneConnectionStore();
    private final TestDatabase database = one.database();
    private final Operations store = one.store();
    private long claim;

    @AfterEach
    void close() {
        one.close();
    }

    @Test
    @DisplayName("is not walked over by each claim")
    void walked() throws SQLException {
        database.execute(
                "insert into jobs (queue_name) select 'mail' from generate_series(1, " + (DONE + LOOKS + CLAIMS) + ")");
        try (Connection other = database.connect();
                Statement snapshot = other.createStatement()) {
            other.setAutoCommit(false);
            other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            snapshot.execute("select from jobs limit 1");
            work(DONE);

            assertThat(walkedBy(LOOKS)).isGreaterThan((LOOKS - 2) * DONE);
            // One in ten of the time, if each took the same: even if some take far longer, it is not one in two.
            assertThat(walkedBy(CLAIMS)).isLessThan(CLAIMS * DONE / 2);
            other.rollback();
        }
    }

    /** How many entries of the ready index are read by so many claims of a job. */
    private int walkedBy(int claims) throws SQLException {
        int before = entriesRead();
        for (int each = 0; each < claims; each++) {
            work(1);
        }
        return entriesRead() - before;
    }

    /** Claims so many, and ends them. */
    private void work(int jobs) {
        List<Settlement> ends =
                store.exchange(new Exchange("mail", "test", ++claim, List.of(), jobs)).claimed().stream()
                        .map(job -> Settlement.success(job.fence()))
                        .toList();
        assertThat(ends).hasSize(jobs);
        store.exchange(new Exchange("mail", "test", ++claim, ends, 0));
    }

    /** By the only connection, as each tells of its own only now and then. */
    private int entriesRead() throws SQLException {
        try (Connection connection = one.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            try (ResultSet row = statement.executeQuery(
                    "select idx_tup_read from pg_stat_user_indexes where indexrelname = 'jobs_ready_idx'")) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
