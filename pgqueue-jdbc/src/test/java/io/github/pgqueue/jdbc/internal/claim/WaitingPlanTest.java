package io.github.pgqueue.jdbc.internal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.schema.Schema;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a look for many queues reads, told by the server itself. */
@DisplayName("A look for a hundred queues")
class WaitingPlanTest {

    private static final int QUEUES = 100;

    /** For each queue seven probes of an index, of a few pages each; the table has a thousand. */
    private static final int MOST_PAGES = 70 * QUEUES;

    @Test
    @DisplayName("reads little of a hundred thousand jobs, with a plan that was made for a few")
    void readsLittle() throws SQLException {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            database.execute(new Schema(TableName.of("jobs")).script());
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("insert into jobs (queue_name) select 'queue ' || i from generate_series(1, 3) i");
            prepare(statement, 0);
            statement.execute("alter table jobs disable trigger user");
            statement.execute("insert into jobs (queue_name, priority, run_at) select 'queue ' || i % " + QUEUES
                    + ", i % 3, now() + interval '1 hour' from generate_series(1, 100000) i");
            assertThat(pages(statement)).as("with the plan for a small table").isLessThan(MOST_PAGES);

            statement.execute("deallocate waiting");
            statement.execute("vacuum analyze jobs");
            prepare(statement, 1024);
            assertThat(pages(statement)).as("when the server knows the table").isLessThan(MOST_PAGES);
        }
    }

    private static void prepare(Statement statement, long pages) throws SQLException {
        String sql = new Statements(TableName.of("jobs")).fill(PlanSize.mark(WaitingSql.WAITING, pages));
        statement.execute("prepare waiting (text[]) as " + sql.replace(":queues", "$1"));
        pages(statement);
    }

    /** As many as were touched for the whole statement. */
    private static int pages(Statement statement) throws SQLException {
        String names =
                IntStream.range(0, QUEUES).mapToObj(i -> "'queue " + i + "'").collect(Collectors.joining(", "));
        try (ResultSet row = statement.executeQuery(
                "explain (analyze, buffers, format json) execute waiting (array[" + names + "])")) {
            row.next();
            String plan = row.getString(1);
            return number(plan, "\"Shared Hit Blocks\": ") + number(plan, "\"Shared Read Blocks\": ");
        }
    }

    private static int number(String plan, String name) {
        int at = plan.indexOf(name) + name.length();
        return Integer.parseInt(plan.substring(at, plan.indexOf(',', at)).strip());
    }
}
