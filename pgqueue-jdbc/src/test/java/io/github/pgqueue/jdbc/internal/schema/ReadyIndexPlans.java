package io.github.pgqueue.jdbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plan is kept while a backlog grows a hundredfold. So none may read all jobs, however few there are when it is made: to
 * read what there is and sort it seems cheap then.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ReadyIndexPlans {

    private static final int ROWS_OF_A_PAGE = 30;

    /**
     * None of these ends before it has read all of a queue. What is called job is found by its id, and what is called passed
     * is what others have locked: few.
     */
    private static final Pattern READS_ALL =
            Pattern.compile("Sort Key: (?!passed)|(Seq|Bitmap Heap) Scan on jobs\\b(?! (job|passed)\\b)");

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):[a-z_]+|\\?");

    private final Map<String, String> statements;
    private TestDatabase database;
    private Connection connection;

    /** For these, by their names. */
    protected ReadyIndexPlans(Map<String, String> statements) {
        this.statements = new TreeMap<>(statements);
    }

    @BeforeAll
    public void open() throws SQLException {
        database = TestDatabases.shared().newDatabase();
        database.execute(new Schema(TableName.of("jobs")).script());
        database.execute("alter table jobs set (autovacuum_enabled = off)");
        connection = database.connect();
        run("set plan_cache_mode = force_generic_plan");
    }

    @AfterAll
    public void close() throws SQLException {
        connection.close();
        database.close();
    }

    public static Stream<Arguments> tables() {
        return Stream.of(16, 64, 256, 1400, 4000)
                .flatMap(pages -> Stream.of(1, 10, 100, 500, 1000, 2000, 5000, 20_000)
                        .filter(waiting -> waiting <= pages * ROWS_OF_A_PAGE)
                        .map(waiting -> Arguments.of(pages, waiting)));
    }

    @ParameterizedTest(name = "with a plan made for a table of {0} pages, with {1} jobs that wait and nothing else")
    @MethodSource("tables")
    @DisplayName("whatever was there when its plan was made")
    public void goesByTheIndex(int pages, int waiting) throws SQLException {
        run("truncate jobs");
        run("insert into jobs (queue_name, payload) select 'mail', decode(repeat('00', 100), 'hex')"
                + " from generate_series(1, " + pages * ROWS_OF_A_PAGE + ")");
        run("delete from jobs where id <= (select max(id) from jobs) - " + waiting);
        run("analyze jobs");
        check("dead rows");
        run("vacuum analyze jobs");
        check("free space");
    }

    private void check(String beside) throws SQLException {
        for (Map.Entry<String, String> statement : statements.entrySet()) {
            assertThat(plan(statement.getValue()))
                    .as("%s, beside %s", statement.getKey(), beside)
                    .contains("jobs_ready_idx")
                    .doesNotContainPattern(READS_ALL);
        }
    }

    /** For any values. */
    private String plan(String template) throws SQLException {
        List<String> names = new ArrayList<>();
        String sql = PARAMETER
                .matcher(new Statements(TableName.of("jobs")).fill(template.replace("{patience}", "1s")))
                .replaceAll(match -> "\\$" + number(match, names));
        run("prepare looks as " + sql);
        String nulls = String.join(", ", Collections.nCopies(names.size(), "null"));
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("explain (costs off) execute looks(" + nulls + ")")) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        run("deallocate looks");
        return plan.toString();
    }

    private static int number(MatchResult parameter, List<String> names) {
        if (parameter.group().equals("?") || !names.contains(parameter.group())) {
            names.add(parameter.group());
            return names.size();
        }
        return names.indexOf(parameter.group()) + 1;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
