package io.github.pgqueue.jdbc.internal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.retention.Forgetting;
import io.github.pgqueue.jdbc.internal.schema.Schema;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.database.Wire;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A claim on a queue that was quiet")
@Timeout(60)
class FirstJobTest {

    private static final TableName TABLE = TableName.of("jobs");
    private static final int LOOKS = 36;
    private static final int MOST_PAGES = 100;

    /** After so many the small statement is tried again, having been in vain at the first. */
    private static final int VAIN_LOOKS = 8;

    private static final Pattern PAGES = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private TestDatabase database;
    private Wire wire;
    private HikariDataSource pool;
    private Exchanger exchanger;
    private long claims;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        wire = Wire.to(database);
        pool = new HikariDataSource();
        pool.setJdbcUrl(wire.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(1);
        database.execute(new Schema(TABLE).script());
        exchanger = exchanger(new Statements(TABLE), new Database(pool, "the test database"));
        assertThat(claim(1).claimed()).isEmpty();
    }

    private Exchanger exchanger(Statements statements, Database connections) {
        PgQueuesConfig config = PgQueuesConfig.builder(pool).build();
        Forgetting forgetting = new Forgetting(statements, connections, config);
        return new Exchanger(statements, connections, AnswerLimit.of(config.lease()), forgetting, new PlanSize());
    }

    @AfterEach
    void close() {
        pool.close();
        wire.close();
        database.close();
    }

    @Test
    @DisplayName("finds the job, as it was pushed, by the small statement")
    void found() throws SQLException {
        for (int time = 1; time <= 6; time++) {
            database.execute("insert into jobs (queue_name, payload, priority, headers, time_limit, excused, rescued)"
                    + " values ('mail', 'text', 7, '{\"a\": \"b\"}', 5000, 3, true)");

            ClaimedJob job = claim(1).claimed().get(0);

            assertThat(job.id()).isEqualTo(time);
            assertThat(job.attempt()).isEqualTo(1);
            assertThat(job.text()).isEqualTo("text");
            assertThat(job.priority()).isEqualTo(7);
            assertThat(job.headers()).containsEntry("a", "b");
            assertThat(job.handling().timeLimit()).contains(Duration.ofSeconds(5));
            assertThat(job.handling().excused()).isEqualTo(3);
            assertThat(job.handling().rescued()).isTrue();
            assertThat(column("select status || node || claim || attempt from jobs where id = " + time))
                    .containsExactly("runningtest" + claims + "1");
        }
        assertThat(smallStatements()).isNotEmpty();
    }

    @Test
    @DisplayName("does not look for others where no more than one is wanted")
    void others() throws SQLException {
        for (int time = 1; time <= 6; time++) {
            database.execute("insert into jobs (queue_name) values ('mail')");
            assertThat(ids(claim(1))).hasSize(1);
        }
        assertThat(smallStatements()).hasSize(1).noneMatch(sql -> sql.contains("other"));

        for (int time = 1; time <= 6; time++) {
            database.execute("insert into jobs (queue_name) values ('mail')");
            assertThat(ids(claim(2))).hasSize(1);
        }
        database.execute("insert into jobs (queue_name) values ('mail'), ('mail')");
        assertThat(ids(claim(2))).hasSize(2);
        assertThat(smallStatements()).hasSize(2).anyMatch(sql -> sql.contains("other"));
    }

    @Test
    @DisplayName("has a plan of its own for a table that has grown")
    void grown() throws SQLException {
        database.execute("insert into jobs (queue_name) select 'other' from generate_series(1, 2000)");
        for (int look = 0; look < VAIN_LOOKS; look++) {
            assertThat(claim(10).claimed()).isEmpty();
        }

        for (int time = 1; time <= 16; time++) {
            database.execute("insert into jobs (queue_name) values ('mail')");
            assertThat(ids(claim(1))).hasSize(1);
        }

        assertThat(smallStatements()).anyMatch(sql -> sql.endsWith("/* from 16 pages on */"));
    }

    private List<String> smallStatements() throws SQLException {
        return column("select statement from pg_prepared_statements").stream()
                .filter(sql -> sql.startsWith("update \"jobs\"") && sql.contains("skip locked"))
                .toList();
    }

    @Test
    @DisplayName("S3.2: takes the first of several, by priority, due time and id")
    void order() {
        database.execute("insert into jobs (queue_name, priority, run_at) values ('mail', 1, now()),"
                + " ('mail', 0, now()), ('mail', 0, now() - interval '1 minute'), ('mail', 0, now())");

        assertThat(Stream.generate(() -> ids(claim(1))).limit(5))
                .containsExactly(List.of(3L), List.of(2L), List.of(4L), List.of(1L), List.of());
    }

    @Test
    @DisplayName("S3.3, S3.6: takes as many as are asked for, in order, and tells of the one that is due later")
    void several() {
        database.execute("insert into jobs (queue_name, priority, run_at) values ('mail', 1, now()),"
                + " ('mail', 0, now()), ('mail', 0, now() + interval '1 minute')");

        ExchangeResult result = claim(10);

        assertThat(ids(result)).containsExactly(2L, 1L);
        assertThat(result.nextDue()).hasValueSatisfying(due -> assertThat(due).isBetween(seconds(30), seconds(60)));
    }

    @Test
    @DisplayName("S3.1: finds what is due behind what is due later")
    void later() {
        database.execute("insert into jobs (queue_name, priority, run_at)"
                + " values ('mail', 0, now() + interval '1 minute'), ('mail', 1, now()), ('other', 0, now())");

        assertThat(ids(claim(1))).containsExactly(2L);
        assertThat(claim(1).nextDue()).hasValueSatisfying(due -> assertThat(due).isBetween(seconds(30), seconds(60)));
    }

    @Test
    @DisplayName("finds nothing while the queue is paused")
    void paused() {
        database.execute("insert into jobs (queue_name) values ('mail'); insert into jobs_queues values ('mail')");

        assertThat(ids(claim(1))).isEmpty();
        assertThat(ids(claim(10))).isEmpty();
    }

    @Test
    @DisplayName("S3.4: waits for nobody who has locked the first job")
    void locked() throws SQLException {
        database.execute("insert into jobs (queue_name) values ('mail'), ('mail')");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from jobs where id = 1 for update");

            assertThat(ids(claim(1))).containsExactly(2L);
            assertThat(ids(claim(1))).isEmpty();
            other.rollback();
        }
        assertThat(ids(claim(1))).containsExactly(1L);
    }

    @Test
    @DisplayName("costs little more than one question where others have been faster again and again")
    void inVain() {
        long before = wire.asked();

        for (int look = 0; look < LOOKS; look++) {
            assertThat(claim(1).claimed()).isEmpty();
        }

        assertThat(wire.asked() - before).isBetween((long) LOOKS, LOOKS + 1 + LOOKS / 8L);
    }

    static Stream<String> claims() {
        return Stream.of(FirstJob.CLAIM, FirstJob.CLAIM_AND_ASK);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("claims")
    @DisplayName("touches few pages beside many jobs, with a plan that was made for the empty table")
    void pages(String claim) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare first_job(text, bigint, text, text, text) as " + numbered(claim));
            explain(statement);
            statement.execute("insert into jobs (queue_name, run_at, priority)"
                    + " select 'mail', now() + interval '1 hour', 1 + i % 3 from generate_series(1, 50000) as i");
            statement.execute("insert into jobs (queue_name) select 'other' from generate_series(1, 50000)");
            assertFew(explain(statement), 0);
            statement.execute("insert into jobs (queue_name) values ('mail')");
            assertFew(explain(statement), 1);
            statement.execute("vacuum analyze jobs");
            statement.execute("insert into jobs (queue_name) values ('mail')");
            assertFew(explain(statement), 1);
        }
    }

    private static String numbered(String claim) {
        String sql = new Statements(TABLE).fill(claim);
        for (int place = 1; sql.contains("?"); place++) {
            sql = sql.replaceFirst("\\?", "\\$" + place);
        }
        return sql;
    }

    private static String explain(Statement statement) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (ResultSet lines = statement.executeQuery("explain (analyze, buffers, costs off, timing off)"
                + " execute first_job('test', 1, 'mail', 'mail', 'mail')")) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private static void assertFew(String plan, int claimed) {
        Matcher pages = PAGES.matcher(plan);
        assertThat(pages.find()).as(plan).isTrue();
        assertThat(number(pages.group(1)) + number(pages.group(2))).as(plan).isLessThan(MOST_PAGES);
        assertThat(plan)
                .doesNotContain("Seq Scan on jobs ")
                .containsPattern("Update on jobs job \\(actual rows=" + claimed);
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private ExchangeResult claim(int limit) {
        return exchanger.exchange("claim", new Exchange("mail", "test", ++claims, List.of(), limit));
    }

    private static List<Long> ids(ExchangeResult result) {
        return result.claimed().stream().map(ClaimedJob::id).toList();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
