package io.github.pgqueue.jdbc.internal.hold;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Holding jobs")
@Timeout(60)
class HoldPlanTest {

    private static final int DONE = 20_000;
    private static final String DUE = "2026-01-01T00:00:00Z";
    private static final String FROM_START = "'0001-01-01', " + Long.MIN_VALUE;
    private static final Pattern HITS = Pattern.compile("Buffers: shared hit=(\\d+)");

    private TestDatabase database;
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabases.shared().newDatabase();
        database.execute(new Schema(TableName.of("jobs")).script());
        database.execute("alter table jobs set (autovacuum_enabled = off);"
                + "insert into jobs (queue_name, run_at) select 'mail', '" + DUE + "' from generate_series(1, "
                + (DONE + 1000) + ")");
        connection = database.connect();
        statement = connection.createStatement();
        statement.execute("prepare hold(text, smallint, text, bigint, bigint) as " + lock());
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    @DisplayName(
            "while somebody holds an old snapshot walks over what was done from the start, and not from a place on")
    void oldSnapshot() throws SQLException {
        statement.execute("set plan_cache_mode = force_generic_plan");
        try (Connection other = database.connect();
                Statement old = other.createStatement()) {
            other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            other.setAutoCommit(false);
            old.execute("select 1");
            database.execute("delete from jobs where id <= " + DONE);

            assertThat(hits(FROM_START)).isGreaterThan(DONE / 100);
            assertThat(hits("'" + DUE + "', " + DONE)).isLessThan(50);
        }
    }

    @Test
    @DisplayName("is planned once and for all, beside many jobs")
    void plannedOnce() throws SQLException {
        database.execute("analyze jobs");
        for (int time = 0; time < 20; time++) {
            statement.execute(hold(FROM_START, 500));
        }
        try (ResultSet row =
                statement.executeQuery("select generic_plans from pg_prepared_statements where name = 'hold'")) {
            row.next();
            assertThat(row.getInt(1)).isPositive();
        }
    }

    private static String lock() {
        return new Statements(TableName.of("jobs"))
                .fill(HoldSql.LOCK.replace("{patience}", "1s"))
                .replace(":queue", "$1")
                .replace(":from_priority", "$2")
                .replace(":from_time", "$3")
                .replace(":from_id", "$4")
                .replace(":limit", "$5");
    }

    private static String hold(String place, int limit) {
        return "execute hold('mail', 0::smallint, " + place + ", " + limit + ")";
    }

    private int hits(String place) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (ResultSet lines =
                statement.executeQuery("explain (analyze, buffers, costs off, timing off) " + hold(place, 10))) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        Matcher hits = HITS.matcher(plan);
        assertThat(hits.find()).as(plan.toString()).isTrue();
        assertThat(plan).contains("ROW(").containsPattern("Limit \\(actual rows=10");
        return Integer.parseInt(hits.group(1));
    }
}
