package io.github.pgqueue.jdbc.internal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.schema.Schema;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a claim reads, told by the server itself. */
@ParameterizedClass
@EnumSource(
        value = Settlements.Kind.class,
        names = {"DONE", "UNKEPT", "ANY"})
@DisplayName("A claim of 10 that settles 10")
class PlanTest {

    private static final int LATER = 50_000;
    private static final int LIMIT = 10;

    /** About 15 pages for each row that is updated, in the table and its indexes. */
    private static final int MOST_PAGES = 500;

    /** All that a statement of either kind can have, and a value for ten settlements each. */
    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("queue", "text", "'mail'"),
            new Parameter("ids", "bigint[]", "'%s'"),
            new Parameter("attempts", "integer[]", "array_fill(1, '{10}')"),
            new Parameter("claims", "bigint[]", "array_fill(7::bigint, '{10}')"),
            new Parameter("statuses", "text[]", "array_fill('error'::text, '{10}')"),
            new Parameter("refunds", "integer[]", "array_fill(0, '{10}')"),
            new Parameter("excuses", "integer[]", "array_fill(0, '{10}')"),
            new Parameter("delays", "bigint[]", "array_fill(null::bigint, '{10}')"),
            new Parameter("due_ats", "text[]", "array_fill(null::text, '{10}')"),
            new Parameter("types", "text[]", "array_fill('Trouble'::text, '{10}')"),
            new Parameter("messages", "text[]", "array_fill('busy'::text, '{10}')"),
            new Parameter("traces", "text[]", "array_fill('at'::text, '{10}')"),
            new Parameter("results", "bytea", "''"),
            new Parameter("result_froms", "integer[]", "array_fill(null::integer, '{10}')"),
            new Parameter("result_sizes", "integer[]", "array_fill(null::integer, '{10}')"),
            new Parameter("limit", "bigint", "10"),
            new Parameter("node", "text", "'test'"),
            new Parameter("claim", "bigint", "8"),
            new Parameter("from_priority", "smallint", "-32768"),
            new Parameter("from_time", "text", "'0001-01-01T00:00:00Z'"),
            new Parameter("from_id", "bigint", "-9223372036854775808"));

    private static final Pattern PAGES = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private final Settlements.Kind kind;
    private TestDatabase database;
    private Connection connection;

    PlanTest(Settlements.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabases.shared().newDatabase();
        database.execute(new Schema(TableName.of("jobs")).script());
        connection = database.connect();
        run("set plan_cache_mode = force_generic_plan");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    @DisplayName("touches few pages beside 50,000 jobs that are due later and 50,000 of another queue")
    void others() throws SQLException {
        fill();
        prepare(0);

        check(explain(), LIMIT);
    }

    @Test
    @DisplayName("touches few pages with a plan that was made for the empty table")
    void planOfEmptyTable() throws SQLException {
        prepare(0);
        explain();
        fill();

        check(explain(), LIMIT);
    }

    @Test
    @DisplayName("touches few pages when the server knows the table well")
    void analyzed() throws SQLException {
        fill();
        run("vacuum analyze jobs");
        prepare(1024);

        check(explain(), LIMIT);
    }

    @Test
    @DisplayName("is planned anew for a table that has grown from a few rows that the server had counted")
    void grown() throws SQLException {
        run("insert into jobs (queue_name, status, attempt, claim) values ('mail', 'running', 1, 7)");
        run("analyze jobs");
        for (long pages : List.of(0L, 16L, 64L, 256L, 1024L)) {
            run("insert into jobs (queue_name, run_at) select 'mail', now() + interval '1 hour'"
                    + " from generate_series(1, greatest(0, " + pages + " - pg_relation_size('jobs') / 8192) * 130)");
            prepare(pages);
            String plan = explain();
            if (pages >= 64) {
                assertThat(plan).as("from %s pages on", pages).doesNotContain("Seq Scan on jobs");
            }
            run("deallocate exchange");
        }
    }

    @Test
    @DisplayName("touches few pages where there are more jobs than the server had counted")
    void backlog() throws SQLException {
        fill();
        run("alter table jobs set (autovacuum_enabled = off)");
        run("vacuum analyze jobs");
        run("insert into jobs (queue_name, priority) select 'mail', 5 from generate_series(1, " + LATER + ")");
        prepare(1024);

        check(explain(), LIMIT);
    }

    @Test
    @DisplayName("finds the next due time of each priority by one probe")
    void nextDue() throws SQLException {
        fill();
        run("update jobs set run_at = now() + interval '2 hours' where queue_name = 'mail' and run_at <= now()");
        prepare(0);

        check(explain(), 0);
    }

    @Test
    @DisplayName("costs the same after thousands of jobs were done")
    void finished() throws SQLException {
        fill();
        run("update jobs set status = 'success' where queue_name = 'other'");
        run("vacuum jobs");
        prepare(0);

        check(explain(), LIMIT);
    }

    /** Three priorities of jobs due later, then ten that are due now in the last. */
    private void fill() throws SQLException {
        run("insert into jobs (queue_name, run_at, priority)"
                + " select 'mail', now() + interval '1 hour', g % 3 from generate_series(1, " + LATER + ") g");
        run("insert into jobs (queue_name) select 'other' from generate_series(1, " + LATER + ")");
        run("insert into jobs (queue_name, priority) select 'mail', 5 from generate_series(1, 100)");
        run("insert into jobs (queue_name, status, attempt, claim)"
                + " select 'mail', 'running', 1, 7 from generate_series(1, 1000)");
    }

    private void prepare(long pages) throws SQLException {
        String sql =
                new ExchangeTexts(new Statements(TableName.of("jobs")), Duration.ofSeconds(1)).of(kind, true, pages);
        for (int place = 0; place < PARAMETERS.size(); place++) {
            sql = sql.replaceAll("(?<!:):" + PARAMETERS.get(place).name() + "\\b", "\\$" + (place + 1));
        }
        run("prepare exchange(" + all(Parameter::type) + ") as " + sql);
    }

    private String explain() throws SQLException {
        String ids = rows("select coalesce(array_agg(id), '{}') from"
                + " (select id from jobs where status = 'running' order by id limit 10) as running");
        return rows("explain (analyze, buffers, costs off, timing off) execute exchange("
                + all(Parameter::value).formatted(ids.strip()) + ")");
    }

    private static String all(Function<Parameter, String> part) {
        return PARAMETERS.stream().map(part).collect(Collectors.joining(", "));
    }

    private String rows(String sql) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery(sql)) {
            while (lines.next()) {
                text.append(lines.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    private static void check(String plan, int claimed) {
        Matcher pages = PAGES.matcher(plan);
        assertThat(pages.find()).as(plan).isTrue();
        assertThat(number(pages.group(1)) + number(pages.group(2))).as(plan).isLessThan(MOST_PAGES);
        assertThat(plan).doesNotContain("Seq Scan on jobs").containsPattern("CTE Scan on claimed .*rows=" + claimed);
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private record Parameter(String name, String type, String value) {}
}
