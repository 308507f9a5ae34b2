package io.github.pgqueue.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobState;
import io.github.pgqueue.TableName;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator's statement reads in a large table, told by the server itself. */
@DisplayName("Among 200,000 jobs")
class AdminPlanTest {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]+)\\b");
    private static final Pattern PAGES = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private static final Map<String, String> FIRST_PAGE =
            Map.of("queue", "'mail'", "at", "'infinity'", "id", "-9223372036854775808", "first", "'-infinity'");
    private static final Map<String, String> LATER_PAGE =
            Map.of("queue", "'mail'", "at", "'2020-01-01 10:00Z'", "id", "5", "first", "'2020-01-01 09:00Z'");
    private static final Map<String, String> FIRST_NEW = Map.of(
            "queue",
            "'mail'",
            "at",
            "'-infinity'",
            "id",
            "9223372036854775807",
            "priority",
            "-32768",
            "before",
            "'-infinity'",
            "last",
            "'infinity'");
    private static final Map<String, String> LATER_NEW = Map.of(
            "queue",
            "'mail'",
            "at",
            "'2099-01-01 10:00Z'",
            "id",
            "5",
            "priority",
            "1",
            "before",
            "'-infinity'",
            "last",
            "'infinity'");
    private static final Map<String, String> NEW_IN_TIME = Map.of(
            "queue",
            "'mail'",
            "at",
            "'2099-01-01 10:00Z'",
            "id",
            "9223372036854775807",
            "priority",
            "-32768",
            "before",
            "'2099-01-01 10:00Z'",
            "last",
            "'2099-01-01 10:00:02Z'");
    private static final Map<String, String> AGES =
            Map.of("success", "3155760000000", "error", "3155760000000", "cancelled", "3155760000000", "limit", "1000");

    private TestDatabase database;
    private Connection connection;

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

    /** With the most pages that it may read, of the table and its indexes. */
    static Stream<Arguments> statements() {
        String success = ListSql.CHANGED.formatted("success", 11);
        String fresh = ListSql.NEW.formatted(11);
        return Stream.of(
                Arguments.of("the first page of finished jobs", success, FIRST_PAGE, 11, 30),
                Arguments.of("a later page of finished jobs", success, LATER_PAGE, 11, 30),
                Arguments.of("the page of running jobs", ListSql.CHANGED.formatted("running", 11), FIRST_PAGE, 11, 60),
                Arguments.of("the first page of new jobs", fresh, FIRST_NEW, 11, 60),
                Arguments.of("a later page of new jobs", fresh, LATER_NEW, 11, 60),
                Arguments.of("the page of new jobs of two seconds", fresh, NEW_IN_TIME, 2, 90),
                Arguments.of(
                        "two failed jobs that are retried",
                        BulkSql.RETRY,
                        Map.of("queue", "'mail'", "ids", "'{100001,149999}'"),
                        0,
                        120),
                Arguments.of(
                        "the failed jobs of ten seconds, to be retried",
                        BulkSql.pick(BulkAction.RETRY, JobState.ERROR),
                        Map.of("queue", "'mail'", "first", "'2020-01-01 10:00Z'", "last", "'2020-01-01 10:00:10Z'"),
                        11,
                        150),
                Arguments.of(
                        "the new jobs of two seconds, to be cancelled",
                        BulkSql.pick(BulkAction.CANCEL, JobState.NEW),
                        Map.of(
                                "queue",
                                "'mail'",
                                "priority",
                                "-32768",
                                "first",
                                "'2099-01-01 10:00:00.5Z'",
                                "last",
                                "'2099-01-01 10:00:02.5Z'"),
                        2,
                        90),
                Arguments.of("a look for what is to be pruned", PruneSql.FIND, AGES, 0, 90));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @DisplayName("few pages are read for")
    void fresh(String name, String sql, Map<String, String> values, int rows, int pages) throws SQLException {
        fill();
        prepare(sql);

        check(explain(sql, values), rows, pages);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @DisplayName("few pages are read by a plan that was made for the empty table, for")
    void planOfEmptyTable(String name, String sql, Map<String, String> values, int rows, int pages)
            throws SQLException {
        prepare(sql);
        explain(sql, values);
        fill();

        check(explain(sql, values), rows, pages);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @DisplayName("few pages are read when the server knows the table well, for")
    void analyzed(String name, String sql, Map<String, String> values, int rows, int pages) throws SQLException {
        fill();
        run("vacuum analyze jobs");
        prepare(sql);

        check(explain(sql, values), rows, pages);
    }

    private void fill() throws SQLException {
        String second = "(g - 25000) * interval '1 second'";
        run("insert into jobs (queue_name, run_at, priority)"
                + " select 'mail', timestamptz '2099-01-01 10:00Z' + " + second + ", g % 3"
                + " from generate_series(1, 50000) g");
        for (String status : List.of("success", "error")) {
            run("insert into jobs (queue_name, status, updated_at, unique_key, unique_scope)"
                    + " select 'mail', '" + status + "', timestamptz '2020-01-01 10:00Z' + " + second
                    + ", 'k' || g, 'finished' from generate_series(1, 50000) g");
        }
        run(
                "insert into jobs (queue_name, status) select 'other' || g % 3, 'success' from generate_series(1, 50000) g");
        run("insert into jobs (queue_name, status, attempt, claim)"
                + " select 'mail', 'running', 1, g from generate_series(1, 40) g");
    }

    private void prepare(String sql) throws SQLException {
        List<String> names = names(sql);
        String numbered = PARAMETER
                .matcher(SqlText.of(TableName.of("jobs"), sql))
                .replaceAll(match -> "\\$" + (names.indexOf(match.group(1)) + 1));
        run("prepare statement as " + numbered);
    }

    private String explain(String sql, Map<String, String> values) throws SQLException {
        List<String> arguments = names(sql).stream().map(values::get).toList();
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("explain (analyze, buffers, costs off, timing off)"
                        + " execute statement(" + String.join(", ", arguments) + ")")) {
            while (lines.next()) {
                text.append(lines.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    private static List<String> names(String sql) {
        List<String> names = new ArrayList<>();
        for (MatchResult match : PARAMETER.matcher(sql).results().toList()) {
            if (!names.contains(match.group(1))) {
                names.add(match.group(1));
            }
        }
        return names;
    }

    private static void check(String plan, int rows, int most) {
        Matcher pages = PAGES.matcher(plan);
        assertThat(pages.find()).as(plan).isTrue();
        assertThat(number(pages.group(1)) + number(pages.group(2))).as(plan).isLessThan(most);
        assertThat(plan).doesNotContain("Seq Scan on jobs").containsPattern("^.*rows=" + rows + "(\\.00)? ");
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
