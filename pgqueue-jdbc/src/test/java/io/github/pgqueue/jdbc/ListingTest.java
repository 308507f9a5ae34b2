package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A listing")
class ListingTest {

    private static final String QUEUE = "mail";

    private static TestDatabase database;
    private static QueueStore store;
    private static JobAdmin admin;

    /** Seven priorities, and times that many share, with the first and the last that there are. */
    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
        store = Stores.ready(database, "jobs");
        admin = store.admin().orElseThrow();
        for (JobState state : JobState.values()) {
            database.execute("""
                    insert into jobs (queue_name, status, priority, run_at, updated_at)
                    select queue, '%s', case g when 1 then -32768 when 2 then 32767 else g %% 7 - 3 end, at, at
                    from generate_series(1, 60) g cross join (values ('mail'), ('other')) as queues (queue)
                    cross join lateral (select timestamptz '2020-01-01Z' + (g / 4) * interval '1 microsecond' as at) t
                    order by random()""".formatted(state.status()));
        }
        database.execute("""
                insert into jobs (queue_name, status, run_at, priority) values
                    ('mail', 'new', 'infinity', 0), ('mail', 'new', 'infinity', 0), ('mail', 'new', 'infinity', 1),
                    ('mail', 'new', '0001-01-01Z', -32768), ('mail', 'new', '9999-12-31 23:59:59.999999Z', 0)""");
        database.execute("""
                insert into jobs (queue_name, status, updated_at) values
                    ('mail', 'error', '0001-01-01Z'), ('mail', 'error', '9999-12-31 23:59:59.999999Z')""");
        database.execute("update jobs set id = -9223372036854775808"
                + " where id = (select min(id) from jobs where status = 'new' and queue_name = 'mail')");
        database.execute("update jobs set id = 9223372036854775807"
                + " where id = (select max(id) from jobs where status = 'error' and queue_name = 'mail')");
    }

    @AfterAll
    static void close() {
        store.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    @DisplayName("has each job once, in order, whatever the size of its pages")
    void pages(JobState state) throws SQLException {
        List<Long> expected = expected(state, "true");

        assertThat(expected).hasSizeGreaterThan(50);
        for (int limit : List.of(1, 2, 7, expected.size() - 1, expected.size(), 1000)) {
            assertThat(all(JobFilter.in(state), limit)).as("pages of %s", limit).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}: from {1} to {2}")
    @CsvSource({
        "NEW, 2020-01-01T00:00:00.000002Z, 2020-01-01T00:00:00.000009Z",
        "ERROR, 2020-01-01T00:00:00.000002Z, 2020-01-01T00:00:00.000009Z",
        "RUNNING, 2020-01-01T00:00:00.000002Z, 2020-01-01T00:00:00.000009Z",
        "NEW, 2020-01-01T00:00:00.000002001Z, 2020-01-01T00:00:00.000009001Z",
        "SUCCESS, 2020-01-01T00:00:00.000002001Z, 2020-01-01T00:00:00.000009001Z",
        "NEW, 0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000001Z",
        "NEW, 0001-01-01T00:00:00Z, 9999-12-31T23:59:59.999999Z",
        "NEW, 0001-01-01T00:00:00Z, 9999-12-31T23:59:59.999999999Z",
        "ERROR, 0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "ERROR, 0001-01-01T00:00:00Z, 9999-12-31T23:59:59.999999Z",
        "NEW, 2020-01-01T00:00:00.000009Z, 2020-01-01T00:00:00.000002Z",
    })
    @DisplayName("has exactly those from one time on, and before another")
    void times(JobState state, Instant since, Instant until) throws SQLException {
        String at = state == JobState.NEW ? "run_at" : "updated_at";
        List<Long> from = expected(state, at + " >= " + rounded(since));
        List<Long> before = expected(state, at + " < " + rounded(until));
        List<Long> both = new ArrayList<>(from);
        both.retainAll(before);

        assertThat(all(JobFilter.in(state).since(since), 3)).isEqualTo(from);
        assertThat(all(JobFilter.in(state).until(until), 3)).isEqualTo(before);
        assertThat(all(JobFilter.in(state).since(since).until(until), 3)).isEqualTo(both);
    }

    @Test
    @DisplayName("goes on after its last job though that one has gone")
    void gone() {
        JobFilter filter = JobFilter.in(JobState.CANCELLED);
        List<Long> all = all(filter, 1000);
        JobPage page = admin.list(QUEUE, filter, 10, Optional.empty());
        admin.discard(QUEUE, all.get(9));

        assertThat(admin.list(QUEUE, filter, 1, page.next()).jobs())
                .extracting(JobInfo::id)
                .containsExactly(all.get(10));
    }

    @Test
    @DisplayName("never leaves the times that are meant, wherever a page is said to begin")
    void foreignStart() {
        Instant time = Instant.parse("2020-01-01T00:00:00.000010Z");
        for (JobState state : List.of(JobState.NEW, JobState.ERROR)) {
            Optional<String> next =
                    admin.list(QUEUE, JobFilter.in(state), 2, Optional.empty()).next();

            assertThat(admin.list(QUEUE, JobFilter.in(state).since(time), 1000, next)
                            .jobs())
                    .isNotEmpty()
                    .noneMatch(job -> (state == JobState.NEW ? job.runAt() : job.updatedAt()).isBefore(time));
            assertThat(admin.list(QUEUE, JobFilter.in(state).until(time), 1000, next)
                            .jobs())
                    .isNotEmpty()
                    .allMatch(job -> (state == JobState.NEW ? job.runAt() : job.updatedAt()).isBefore(time));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "new:0:0",
                "new:0:0:1:2",
                "new:0:0:99999999999999999999",
                "new:0:9999999999999999999:1",
                "new:99999:0:1",
                "old:0:0:1",
                "NEW:0:0:1",
                "error:0:0:1",
                "new:0:0:1\n",
                "new:0:'0':1",
                "new:0:0:1; drop table jobs"
            })
    @DisplayName("begins nowhere but where a page of the same state has ended")
    void badStart(String from) {
        assertThatThrownBy(() -> admin.list(QUEUE, JobFilter.in(JobState.NEW), 1, Optional.of(from)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from must be")
                .hasMessageContaining(from);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"new:0:infinity:1", "new:-1:-99999999999999999:-9223372036854775808", "new:0:99999999999999999:0"
            })
    @DisplayName("begins at any place that has the form of one")
    void anyStart(String from) {
        assertThat(admin.list(QUEUE, JobFilter.in(JobState.NEW), 1, Optional.of(from))
                        .jobs())
                .hasSize(1);
    }

    @Test
    @DisplayName("has one job a page at least")
    void limit() {
        assertThatThrownBy(() -> admin.list(QUEUE, JobFilter.in(JobState.NEW), 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be 1 or more: 0");
        assertThat(admin.list(QUEUE, JobFilter.in(JobState.NEW), Integer.MAX_VALUE, Optional.empty())
                        .jobs())
                .hasSize(65);
    }

    private static List<Long> all(JobFilter filter, int limit) {
        List<Long> ids = new ArrayList<>();
        JobPage page = admin.list(QUEUE, filter, limit, Optional.empty());
        page.jobs().forEach(job -> ids.add(job.id()));
        while (page.next().isPresent()) {
            assertThat(page.jobs()).hasSize(limit);
            assertThat(page.next().orElseThrow()).matches("[!-~]+");
            page = admin.list(QUEUE, filter, limit, page.next());
            page.jobs().forEach(job -> ids.add(job.id()));
        }
        return ids;
    }

    private static List<Long> expected(JobState state, String condition) throws SQLException {
        String order = state == JobState.NEW ? "priority, run_at, id" : "updated_at desc, id desc";
        return Stores.query(
                        database,
                        "select id from jobs where queue_name = 'mail' and status = '" + state.status() + "' and "
                                + condition + " order by " + order)
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    /** Up to the next microsecond, by arithmetic of the test's own. */
    private static String rounded(Instant time) {
        int micros = (time.getNano() + 999) / 1000;
        return "date_trunc('second', timestamptz '" + time + "') + " + micros + " * interval '1 microsecond'"
                + (time.getNano() >= 999_999_500 ? " - interval '1 second'" : "");
    }
}
