package io.github.pgqueue.jdbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.text.SqlText;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a statement reads in a table of 200,000 jobs, told by the server itself. A test has them as {@code statements()},
 * each with its name, its values, the rows that it finds, and the most pages that it may read, of the table and its indexes.
 */
public abstract class LargeTablePlans {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]+)\\b");
    private static final Pattern PAGES = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    public void open() throws SQLException {
        database = TestDatabases.shared().newDatabase();
        database.execute(new Schema(TableName.of("jobs")).script());
        connection = database.connect();
        run("set plan_cache_mode = force_generic_plan");
    }

    @AfterEach
    public void close() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @DisplayName("few pages are read for")
    public void fresh(String name, String sql, Map<String, String> values, int rows, int pages) throws SQLException {
        fill();
        prepare(sql);

        check(explain(sql, values), rows, pages);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @DisplayName("few pages are read by a plan that was made for the empty table, for")
    public void planOfEmptyTable(String name, String sql, Map<String, String> values, int rows, int pages)
            throws SQLException {
        prepare(sql);
        explain(sql, values);
        fill();

        check(explain(sql, values), rows, pages);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @DisplayName("few pages are read when the server knows the table well, for")
    public void analyzed(String name, String sql, Map<String, String> values, int rows, int pages) throws SQLException {
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
