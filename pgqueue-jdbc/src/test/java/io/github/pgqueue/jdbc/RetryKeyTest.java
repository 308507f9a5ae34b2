package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.JobAdmin.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A failed job with a unique key")
class RetryKeyTest extends OperatorTest {

    private static final JobFilter FAILED = JobFilter.in(JobState.ERROR);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @BeforeEach
    void empty() {
        database.execute("truncate jobs");
    }

    @ParameterizedTest(name = "{0} {1}, held by one that is {2} {3}: {4}")
    @CsvSource({
        "finished, null, new, finished, null, false",
        "finished, null, running, finished, null, false",
        "finished, null, new, started, null, false",
        "finished, null, success, finished, null, true",
        "finished, null, running, started, null, true",
        "started, null, new, finished, null, false",
        "finished, null, success, period, 1 hour, false",
        "finished, null, success, period, -1 hour, true",
        "finished, null, new, period, -1 hour, true",
        "period, 1 hour, success, finished, null, true",
    })
    @DisplayName("is retried only if nobody else holds it")
    void held(String scope, String until, String status, String holding, String holdsUntil, boolean retried)
            throws SQLException {
        insert(1, "error", scope, until);
        insert(2, status, holding, holdsUntil);

        assertThat(admin.preview(QUEUE, BulkAction.RETRY, FAILED)).isEqualTo(retried ? 1 : 0);
        assertThat(admin.retry(QUEUE, 1)).isEqualTo(retried);

        assertThat(states()).isEqualTo((retried ? "new " : "error ") + status);
        database.execute("update jobs set status = 'error' where id = 1");
        assertThat(apply()).isEqualTo(new Step(retried ? 1 : 0, OptionalLong.empty()));
        assertThat(states()).isEqualTo((retried ? "new " : "error ") + status);
    }

    @Test
    @DisplayName("takes its place again once for many that share the key")
    void shared() throws SQLException {
        database.execute("""
                insert into jobs (queue_name, status, unique_key, unique_scope)
                select 'mail', 'error', 'k' || (g % 3), 'finished' from generate_series(1, 30) g""");
        database.execute("insert into jobs (queue_name, status) values ('mail', 'error')");
        insert(1_000, "new", "finished", "null");
        database.execute("update jobs set unique_key = 'k2' where id = 1000");

        assertThat(admin.preview(QUEUE, BulkAction.RETRY, FAILED)).isEqualTo(3);
        assertThat(apply()).isEqualTo(new Step(3, OptionalLong.empty()));

        assertThat(Stores.query(database, "select unique_key from jobs where status = 'new' order by 1"))
                .containsExactly("k0", "k1", "k2", null);
        assertThat(admin.preview(QUEUE, BulkAction.RETRY, FAILED)).isZero();
        assertThat(apply()).isEqualTo(new Step(0, OptionalLong.empty()));
    }

    @Test
    @DisplayName("that is taken in the last moment stays failed, alone or among many")
    void race() throws Exception {
        insert(1, "error", "finished", "null");
        database.execute("insert into jobs (queue_name, status, id) values ('mail', 'error', 5)");

        assertThat(whileTaken(() -> admin.retry(QUEUE, 1))).isFalse();
        assertThat(whileTaken(RetryKeyTest::apply)).isEqualTo(new Step(1, OptionalLong.empty()));

        assertThat(Stores.query(database, "select status from jobs where id in (1, 5) order by id"))
                .containsExactly("error", "new");
    }

    /** Somebody has added a job with the key and commits once the action waits for that. */
    private static <T> T whileTaken(Supplier<T> action) throws Exception {
        database.execute("delete from jobs where status = 'new'");
        try (Connection taker = database.connect();
                Statement statement = taker.createStatement()) {
            taker.setAutoCommit(false);
            statement.execute(
                    "insert into jobs (queue_name, unique_key, unique_scope) values ('mail', 'k', 'finished')");
            CompletableFuture<T> done = CompletableFuture.supplyAsync(action);
            Stores.awaitBlocked(database);
            taker.commit();
            return done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static Step apply() {
        return admin.apply(QUEUE, BulkAction.RETRY, FAILED, OptionalLong.empty());
    }

    private static String states() throws SQLException {
        return String.join(" ", Stores.query(database, "select status from jobs order by id"));
    }

    private static void insert(long id, String status, String scope, String until) {
        database.execute(
                "insert into jobs (queue_name, id, status, unique_key, unique_scope, unique_until) values ('mail', "
                        + id + ", '" + status + "', 'k', '" + scope + "', now() + "
                        + (until.equals("null") ? "null::interval" : "interval '" + until + "'") + ")");
    }
}
