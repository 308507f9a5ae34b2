package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.JobAdmin.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An operation on many jobs")
class BulkTest extends OperatorTest {

    private static final Instant NOON = Instant.parse("2020-01-01T12:00:00Z");

    /** In each state 2,500 jobs, a second from each other around noon; ten of another queue. */
    @BeforeEach
    void fill() {
        database.execute("truncate jobs");
        for (String queue : List.of("mail", "other")) {
            for (JobState state : JobState.values()) {
                String time = "timestamptz '2020-01-01 12:00:00Z' + (g - 1250) * interval '1 second'";
                database.execute(
                        "insert into jobs (queue_name, status, priority, attempt, claim, node, run_at, updated_at)"
                                + " select '" + queue + "', '" + state.status() + "', g % 5, 2, 1, 'n', " + time + ", "
                                + time
                                + " from generate_series(1, " + (queue.equals("mail") ? 2500 : 2)
                                + ") g order by random()");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RETRY, ERROR, NEW",
        "RETRY, CANCELLED, NEW",
        "CANCEL, NEW, CANCELLED",
        "CANCEL, RUNNING, RUNNING",
        "DISCARD, NEW, ",
        "DISCARD, SUCCESS, ",
        "DISCARD, ERROR, ",
        "DISCARD, CANCELLED, ",
    })
    @DisplayName("touches all that are meant in steps, as many as it said, and no others")
    void exact(BulkAction action, JobState state, JobState after) throws SQLException {
        JobFilter filter = JobFilter.in(state).since(NOON).until(NOON.plusSeconds(1100));
        String meant = "queue_name = 'mail' and status = '" + state.status()
                + "' and case when status = 'new' then run_at else updated_at end >= '2020-01-01 12:00:00Z'"
                + " and case when status = 'new' then run_at else updated_at end < '2020-01-01 12:18:20Z'";
        List<String> ids = Stores.query(database, "select id from jobs where " + meant + " order by id");
        List<String> others = others(ids);

        assertThat(ids).hasSize(1100);
        assertThat(admin.preview(QUEUE, action, filter)).isEqualTo(1100);
        assertThat(applyAll(action, filter)).isEqualTo(1100);

        assertThat(Stores.query(
                        database,
                        "select status from jobs where id in (" + String.join(",", ids) + ") group by status"))
                .isEqualTo(after == null ? List.of() : List.of(after.status()));
        assertThat(others(ids)).isEqualTo(others);
    }

    @ParameterizedTest
    @CsvSource({"RETRY, NEW", "RETRY, RUNNING", "RETRY, SUCCESS", "CANCEL, SUCCESS", "CANCEL, ERROR", "DISCARD, RUNNING"
    })
    @DisplayName("touches nothing in states that it is not for")
    void untouched(BulkAction action, JobState state) throws SQLException {
        List<String> before = others(List.of("0"));

        assertThat(admin.preview(QUEUE, action, JobFilter.in(state))).isZero();
        assertThat(admin.apply(QUEUE, action, JobFilter.in(state), OptionalLong.empty()))
                .isEqualTo(new Step(0, OptionalLong.empty()));

        assertThat(others(List.of("0"))).isEqualTo(before);
    }

    @Test
    @DisplayName("asks each job that runs to end, once, and rings its node")
    void running() throws SQLException {
        database.execute("update jobs set id = -5 where id = (select min(id) from jobs where status = 'running')");
        database.execute("update jobs set id = 9223372036854775807"
                + " where id = (select max(id) from jobs where queue_name = 'mail' and status = 'running')");
        try (Channel channel = new Channel(database, "jobs_channel")) {
            assertThat(applyAll(BulkAction.CANCEL, JobFilter.in(JobState.RUNNING)))
                    .isEqualTo(2500);

            assertThat(channel.rings())
                    .hasSize(2500)
                    .doesNotHaveDuplicates()
                    .contains("c-5,,mail", "c9223372036854775807,,mail");
        }
        assertThat(store.cancelRequests("n")).hasSize(2500);
        assertThat(Stores.query(
                        database,
                        "select count(*) from jobs where status = 'running'" + " and updated_at > '2021-01-01'"))
                .containsExactly("0");
    }

    @Test
    @DisplayName("passes over what somebody holds, and ends")
    void locked() throws SQLException {
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select id from jobs where queue_name = 'mail' and updated_at < '2020-01-01 11:55Z'"
                    + " for update");
            for (JobState state : List.of(JobState.NEW, JobState.SUCCESS, JobState.ERROR)) {
                long meant = admin.preview(QUEUE, BulkAction.DISCARD, JobFilter.in(state));

                assertThat(applyAll(BulkAction.DISCARD, JobFilter.in(state))).isEqualTo(meant - 949);
            }
            holder.rollback();
        }
        assertThat(applyAll(BulkAction.DISCARD, JobFilter.in(JobState.ERROR))).isEqualTo(949);
    }

    @Test
    @DisplayName("ends although what it retries fails at once")
    void failingAgain() {
        JobFilter failed = JobFilter.in(JobState.ERROR);
        long touched = 0;
        OptionalLong next = OptionalLong.empty();
        do {
            Step step = admin.apply(QUEUE, BulkAction.RETRY, failed, next);
            database.execute(
                    "update jobs set status = 'error', updated_at = now()" + " where status = 'new' and excused > 0");
            touched += step.touched();
            next = step.next();
        } while (next.isPresent());

        assertThat(touched).isEqualTo(2500);
    }

    @Test
    @DisplayName("goes on in a crowd of one and the same time, of which some cannot be touched")
    void sameTime() {
        database.execute("update jobs set updated_at = '2020-01-01 12:00:00.000001Z'");
        database.execute("update jobs set unique_key = 'k', unique_scope = 'finished'"
                + " where queue_name = 'mail' and status = 'error' and id % 2 = 0");
        JobFilter failed = JobFilter.in(JobState.ERROR);
        long meant = admin.preview(QUEUE, BulkAction.RETRY, failed);

        assertThat(applyAll(BulkAction.RETRY, failed)).isEqualTo(meant).isLessThan(2500);
        assertThat(admin.preview(QUEUE, BulkAction.RETRY, failed)).isZero();
    }

    private static long applyAll(BulkAction action, JobFilter filter) {
        Step step = admin.apply(QUEUE, action, filter, OptionalLong.empty());
        long touched = step.touched();
        while (step.next().isPresent()) {
            assertThat(step.touched()).isLessThanOrEqualTo(1000);
            step = admin.apply(QUEUE, action, filter, step.next());
            touched += step.touched();
        }
        return touched;
    }

    private static List<String> others(List<String> ids) throws SQLException {
        return Stores.query(
                database,
                "select cast(jobs as text) from jobs where id not in (" + String.join(",", ids) + ") order by id");
    }
}
