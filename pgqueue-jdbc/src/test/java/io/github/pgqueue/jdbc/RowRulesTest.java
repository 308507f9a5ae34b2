package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        assertThatThrownBy(() -> database.execute(
                        "insert into jobs (queue_name, " + column + ") values ('hand', " + value + ")"))
                .hasMessageContaining(rule);
        database.execute("insert into jobs (queue_name) values ('hand')");
        assertThatThrownBy(() -> database.execute("update jobs set " + column + " = " + value))
                .hasMessageContaining(rule);
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
