package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

@DisplayName("A row that is written by hand")
class RowRulesTest {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
        Stores.ready(database, "jobs").close();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** Each beside values of a plain job. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "queue_name   | ''",
                "queue_name   | repeat('x', 256)",
                "status       | 'waiting'",
                "attempt      | -1",
                "node         | repeat('x', 1025)",
                "unique_scope | 'finished'",
                "excused      | -1",
                "excused      | 2000000001",
                "run_at       | '0044-03-15 BC'",
                "run_at       | '10000-01-01Z'",
                "run_at       | '-infinity'",
                "created_at   | 'infinity'",
                "created_at   | '0044-03-15 BC'",
                "updated_at   | '-infinity'",
                "time_limit   | 0",
                "retry_policy | repeat('x', 8193)",
                "headers      | '[]'",
                "headers      | 'null'",
                "error        | repeat('x', 4194305)",
                "errors       | '{}'",
                "unique_key   | ''",
                "unique_key   | repeat('x', 256)",
                "unique_until | 'infinity'"
            },
            quoteCharacter = '"')
    @DisplayName("is refused, and the rule is told, on insert and on update")
    void refused(String column, String value) {
        String rule = "violates check constraint \"jobs_" + column + "_check\"";

        String columns = column.equals("queue_name") ? "priority, queue_name" : "queue_name, " + column;
        String first = column.equals("queue_name") ? "1" : "'hand'";

        assertThatThrownBy(() ->
                        database.execute("insert into jobs (" + columns + ") values (" + first + ", " + value + ")"))
                .hasMessageContaining(rule);
        database.execute("insert into jobs (queue_name) values ('hand')");
        assertThatThrownBy(() -> database.execute("update jobs set " + column + " = " + value))
                .hasMessageContaining(rule);
    }

    @Test
    @DisplayName("is refused among many, by COPY, and where another statement of the transaction was a push's")
    void manyAndCopy() throws Exception {
        assertThatThrownBy(() -> database.execute("insert into jobs (queue_name, time_limit)"
                        + " select 'hand', case when i = 50 then 0 end from generate_series(1, 100) i"))
                .hasMessageContaining("violates check constraint \"jobs_time_limit_check\"");
        try (Connection connection = database.connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            assertThatThrownBy(() -> copy.copyIn(
                            "copy jobs (queue_name, headers) from stdin", new StringReader("hand\t{}\nhand\t[]\n")))
                    .hasMessageContaining("violates check constraint \"jobs_headers_check\"");
        }
        try (QueueStore store = Stores.pooling(database, "jobs");
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            store.transactions().orElseThrow().insert(connection, "hand", List.of(NewJob.of("x")));
            assertThatThrownBy(() -> statement.execute("insert into jobs (queue_name) values ('')"))
                    .hasMessageContaining("violates check constraint \"jobs_queue_name_check\"");
        }
    }

    @Test
    @DisplayName("is refused with a message that does not show the row")
    void secret() {
        assertThatThrownBy(
                        () -> database.execute(
                                "insert into jobs (queue_name, payload, headers) values ('hand', decode('5ec3e7', 'hex'), '[]')"))
                .hasMessageNotContaining("\\x5ec3e7");
    }

    @Test
    @DisplayName("cannot have a key's scope without the key, nor a period without an end, nor an odd scope")
    void scope() {
        for (String odd : List.of("null, 'finished', null", "'k', 'period', null", "'k', 'ever', null")) {
            assertThatThrownBy(() -> database.execute(
                            "insert into jobs (queue_name, unique_key, unique_scope, unique_until) values ('hand', "
                                    + odd + ")"))
                    .hasMessageContaining("violates check constraint \"jobs_unique_scope_check\"");
        }
        database.execute("insert into jobs (queue_name, unique_key, unique_scope) values ('scope', 'k', 'finished')");
        for (String odd : List.of("unique_key = null", "unique_scope = 'period'", "unique_scope = 'ever'")) {
            assertThatThrownBy(() -> database.execute("update jobs set " + odd + " where queue_name = 'scope'"))
                    .hasMessageContaining("violates check constraint \"jobs_unique_scope_check\"");
        }
        database.execute("update jobs set unique_scope = null, unique_key = null where queue_name = 'scope'");
    }

    @Test
    @DisplayName("is refused too where all its times are the same odd one")
    void oddTimes() {
        for (String time : new String[] {"infinity", "-infinity", "0044-03-15 BC", "10000-01-01Z"}) {
            assertThatThrownBy(() -> database.execute("insert into jobs (queue_name, run_at, created_at, updated_at)"
                            + " values ('hand', '" + time + "', '" + time + "', '" + time + "')"))
                    .hasMessageContaining("violates check constraint");
        }
    }

    @Test
    @DisplayName("is taken with all that a job may say")
    void taken() throws Exception {
        database.execute("""
                insert into jobs (queue_name, excused, run_at, created_at, time_limit, retry_policy, headers, error,
                                  errors, result, unique_key, unique_scope, unique_until)
                values ('whole', 3, 'infinity', '0001-01-01Z', 1, 'x', '{"a": "b"}', 'e', '[]', '', 'k', 'period',
                        '9999-12-31Z')""");

        assertThat(Stores.query(database, "select unique_key from jobs where queue_name = 'whole'"))
                .containsExactly("k");
    }
}
