package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An operator")
class AdminTest extends OperatorTest {

    @BeforeEach
    void empty() {
        database.execute("truncate jobs, jobs_queues, jobs_duties");
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"ERROR", "CANCELLED"})
    @DisplayName("makes a finished job wait again, due now, its attempts excused, and rings")
    void retry(JobState state) throws SQLException {
        insert(7, state, "attempt, excused, run_at, node, claim, rescued", "3, 1, 'infinity', 'n', 9, true");
        try (Channel channel = new Channel(database, "jobs_channel")) {
            assertThat(admin.retry(QUEUE, 7)).isTrue();
            assertThat(channel.rings()).containsExactly("7,,mail");
        }

        assertThat(row("status, attempt, excused, run_at <= now(), node, claim, rescued, cancel_requested"))
                .isEqualTo("(new,3,3,t,,,f,f)");
        assertThat(admin.retry(QUEUE, 7)).isFalse();
        assertThat(Stores.claim(store, QUEUE, 1)).singleElement().satisfies(job -> {
            assertThat(job.attempt()).isEqualTo(4);
            assertThat(job.handling().excused()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"NEW", "RUNNING", "SUCCESS"})
    @DisplayName("cannot retry what has not failed, nor what is not there")
    void notRetried(JobState state) throws SQLException {
        insert(7, state, "attempt", "3");
        String before = row("jobs");

        assertThat(admin.retry(QUEUE, 7)).isFalse();
        assertThat(admin.retry("other", 7)).isFalse();
        assertThat(admin.retry(QUEUE, 8)).isFalse();

        assertThat(row("jobs")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    @DisplayName("discards any job that is not running")
    void discard(JobState state) {
        insert(7, state, "attempt", "3");
        boolean runs = state == JobState.RUNNING;

        assertThat(admin.discard("other", 7)).isFalse();
        assertThat(admin.discard(QUEUE, 7)).isEqualTo(!runs);
        assertThat(store.find(QUEUE, 7).isPresent()).isEqualTo(runs);
        assertThat(admin.discard(QUEUE, 8)).isFalse();
    }

    @Test
    @DisplayName("stops a queue and lets it go on, with one ring, as often as he likes")
    void pause() throws SQLException {
        Stores.push(store, QUEUE, "x");
        Stores.push(store, "other", "x");
        try (Channel channel = new Channel(database, "jobs_channel")) {
            admin.pause(QUEUE, true);
            admin.pause(QUEUE, true);

            assertThat(admin.paused()).containsExactly(QUEUE);
            assertThat(Stores.claim(store, QUEUE, 1)).isEmpty();
            assertThat(Stores.claim(store, "other", 1)).hasSize(1);
            assertThat(channel.rings()).isEmpty();

            admin.pause(QUEUE, false);
            admin.pause(QUEUE, false);

            assertThat(channel.rings()).containsExactly(",,mail");
        }
        assertThat(admin.paused()).isEmpty();
        assertThat(Stores.claim(store, QUEUE, 1)).hasSize(1);
    }

    @Test
    @DisplayName("shares duties: one node at a time, the same one again")
    void duty() {
        assertThat(admin.takeDuty("prune", "a", Duration.ofHours(1))).isTrue();
        assertThat(admin.takeDuty("prune", "b", Duration.ofHours(1))).isFalse();
        assertThat(admin.takeDuty("other", "b", Duration.ofHours(1))).isTrue();
        assertThat(admin.takeDuty("prune", "a", Duration.ofHours(1))).isTrue();

        database.execute("update jobs_duties set until = now() - interval '1 second' where duty = 'prune'");

        assertThat(admin.takeDuty("prune", "b", Duration.ofHours(1))).isTrue();
        assertThat(admin.takeDuty("prune", "a", Duration.ofHours(1))).isFalse();
    }

    @Test
    @DisplayName("is told that the store is closed, also by what he had before")
    void closed() {
        QueueStore closing = Stores.pooling(database, "jobs");
        JobAdmin before = closing.admin().orElseThrow();
        closing.close();
        JobFilter all = JobFilter.in(JobState.NEW);

        assertThatThrownBy(closing::admin).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> before.retry(QUEUE, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> before.discard(QUEUE, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> before.list(QUEUE, all, 1, Optional.empty()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> before.preview(QUEUE, BulkAction.CANCEL, all))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> before.apply(QUEUE, BulkAction.CANCEL, all, OptionalLong.empty()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> before.pause(QUEUE, true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(before::paused).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(before::prunable).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> before.prune(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> before.takeDuty("prune", "a", Duration.ofHours(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("sees a job's state as it is in a listing as by its number")
    void listed() {
        insert(7, JobState.ERROR, "attempt, headers, error", "3, '{\"a\": \"b\"}', 'no'");

        assertThat(admin.list(QUEUE, JobFilter.in(JobState.ERROR), 5, Optional.empty())
                        .jobs())
                .extracting(JobInfo::id)
                .containsExactly(7L);
        assertThat(admin.list(QUEUE, JobFilter.in(JobState.ERROR), 5, Optional.empty())
                        .jobs()
                        .get(0))
                .isEqualTo(store.find(QUEUE, 7).orElseThrow());
    }

    private static void insert(long id, JobState state, String columns, String values) {
        database.execute("insert into jobs (queue_name, id, status, " + columns + ") values ('mail', " + id + ", '"
                + state.status() + "', " + values + ")");
    }

    private static String row(String columns) throws SQLException {
        return Stores.query(database, "select cast(row(" + columns + ") as text) from jobs")
                .get(0);
    }
}
