package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Pruning")
class PruneTest {

    private static TestDatabase database;
    private static QueueStore store;
    private static JobAdmin admin;

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .retention(JobState.SUCCESS, Duration.ofHours(1))
                .retention(JobState.CANCELLED, Duration.ofHours(2))
                .retention(JobState.ERROR, Duration.ofHours(3))
                .build();
        store = JdbcQueueStore.pooling(Stores.dataSource(database), config);
        store.bootstrap();
        admin = store.admin().orElseThrow();
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
    @DisplayName("deletes what is finished for longer than its state is kept, in all queues, and nothing else")
    void exact() throws SQLException {
        for (JobState state : JobState.values()) {
            database.execute("""
                    insert into jobs (queue_name, status, updated_at)
                    select 'q' || (g %% 7), '%s', now() - g * interval '10 minutes'
                    from generate_series(1, 600) g order by random()""".formatted(state.status()));
        }
        String over = "status = 'success' and updated_at < now() - interval '1 hour'"
                + " or status = 'cancelled' and updated_at < now() - interval '2 hours'"
                + " or status = 'error' and updated_at < now() - interval '3 hours'";
        long meant = count(over);
        long all = count("true");

        assertThat(meant).isBetween(1750L, 1790L);
        assertThat(admin.prunable()).isEqualTo(meant);
        assertThat(admin.prune(1000)).isEqualTo(1000);
        assertThat(admin.prune(10)).isEqualTo(10);
        assertThat(admin.prunable()).isEqualTo(meant - 1010);
        assertThat(admin.prune(1000)).isEqualTo((int) meant - 1010);
        assertThat(admin.prune(1000)).isZero();

        assertThat(count(over)).isZero();
        assertThat(count("true")).isEqualTo(all - meant);
        assertThat(admin.prunable()).isZero();
    }

    @Test
    @DisplayName("takes as many as are wanted from one queue")
    void many() {
        database.execute("insert into jobs (queue_name, status, updated_at)"
                + " select 'mail', 'success', now() - interval '1 day' from generate_series(1, 5001)");

        assertThat(admin.prune(3500)).isEqualTo(3500);
        assertThat(admin.prune(3500)).isEqualTo(1501);
        assertThatThrownBy(() -> admin.prune(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be 1 or more: 0");
    }

    @Test
    @DisplayName("leaves a job whose key counts for a time, until that is over")
    void keys() throws SQLException {
        database.execute("""
                insert into jobs (queue_name, status, updated_at, unique_key, unique_scope, unique_until)
                select 'mail', status, now() - interval '1 day', 'k' || row_number() over (), scope, until
                from unnest(array['success', 'error', 'cancelled']) as status
                cross join (values ('period', now() + interval '1 hour'), ('period', now() - interval '1 hour'),
                                   ('finished', null), (null, now() + interval '1 hour')) as keys (scope, until)""");

        assertThat(admin.prunable()).isEqualTo(9);
        assertThat(admin.prune(1000)).isEqualTo(9);
        assertThat(count("unique_scope = 'period' and unique_until > now()")).isEqualTo(3);

        database.execute("update jobs set unique_until = now() - interval '1 second'");

        assertThat(admin.prune(1000)).isEqualTo(3);
    }

    @Test
    @DisplayName("waits for nobody, and comes back to what somebody held")
    void locked() throws SQLException {
        database.execute("insert into jobs (queue_name, status, updated_at)"
                + " select 'q' || g % 3, 'success', now() - interval '1 day' from generate_series(1, 30) g");
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select id from jobs where id % 2 = 0 for update");

            assertThat(admin.prune(1000)).isEqualTo(15);
            assertThat(admin.prune(1000)).isZero();
            holder.rollback();
        }
        assertThat(admin.prune(1000)).isEqualTo(15);
    }

    @Test
    @DisplayName("deletes at once what is to be kept for no time")
    void zero() {
        PgQueuesConfig config = PgQueuesConfig.builder(database.url())
                .retention(JobState.CANCELLED, Duration.ZERO)
                .build();
        try (QueueStore hasty = JdbcQueueStore.pooling(Stores.dataSource(database), config)) {
            List<Long> ids = Stores.pushMany(hasty, "mail", 2);
            hasty.cancel("mail", ids.get(0));

            assertThat(hasty.admin().orElseThrow().prune(1000)).isEqualTo(1);
            assertThat(hasty.find("mail", ids.get(0))).isEmpty();
            assertThat(hasty.find("mail", ids.get(1))).isPresent();
        }
    }

    private static long count(String condition) throws SQLException {
        return Long.parseLong(Stores.query(database, "select count(*) from jobs where " + condition)
                .get(0));
    }
}
