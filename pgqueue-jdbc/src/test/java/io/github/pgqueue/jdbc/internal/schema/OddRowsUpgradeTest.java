package io.github.pgqueue.jdbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.TableName;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table of the first version, with rows that the second refuses,")
class OddRowsUpgradeTest {

    private static final TableName TABLE = TableName.of("jobs");

    private TestDatabase database;
    private VersionedTable table;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        table = new VersionedTable(database, TABLE);
        table.bootstrap(new Schema(TABLE, List.of(Version1.MIGRATION)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("has them put right, and all others left alone")
    void putRight() throws SQLException {
        database.execute("set timezone = 'UTC'; insert into jobs"
                + " (queue_name, attempt, run_at, created_at, updated_at, node, error) values"
                + " ('a', -5, '-infinity', 'infinity', '0044-03-15 BC', repeat('n', 5000), repeat('e', 5000000)),"
                + " ('b', 2147483647, '294276-01-01', '-infinity', '294276-01-01', null, null),"
                + " ('c', 3, 'infinity', '2026-11-01Z', '2026-11-02Z', 'n', 'e')");

        table.bootstrap(new Schema(TABLE));

        assertThat(table.query("""
                select concat_ws(' ', queue_name, attempt, run_at at time zone 'UTC', created_at at time zone 'UTC',
                                 updated_at at time zone 'UTC', length(node), length(error))
                from jobs order by id"""))
                .containsExactly(
                        "a 0 0001-01-01 00:00:00 9999-12-31 00:00:00 0001-01-01 00:00:00 255 1000000",
                        "b 2000000000 infinity 0001-01-01 00:00:00 9999-12-31 00:00:00",
                        "c 3 infinity 2026-11-01 00:00:00 2026-11-02 00:00:00 1 1");
    }

    @Test
    @DisplayName("is not written anew, however large it is")
    void inPlace() throws SQLException {
        database.execute("insert into jobs (queue_name) values ('a')");
        List<String> before = table.query("select relfilenode from pg_class where oid = 'jobs'::regclass");

        table.bootstrap(new Schema(TABLE));

        assertThat(table.query("select relfilenode from pg_class where oid = 'jobs'::regclass"))
                .isEqualTo(before);
    }

    @Test
    @DisplayName("can be upgraded by the script, twice")
    void script() {
        database.execute("insert into jobs (queue_name, attempt) values ('a', -1)");

        database.execute(new Schema(TABLE).script());
        database.execute(new Schema(TABLE).script());

        assertThatThrownBy(() -> database.execute("insert into jobs (queue_name, attempt) values ('a', -1)"))
                .hasMessageContaining("jobs_attempt_check");
    }

    @Test
    @DisplayName("is left as it is where a foreign table has the name of a part")
    void foreignTable() throws SQLException {
        database.execute("create table jobs_nodes (id int); insert into jobs (queue_name, attempt) values ('a', -1)");

        assertThatThrownBy(() -> table.bootstrap(new Schema(TABLE)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("\"jobs_nodes\" is there, but pgqueue did not make it");

        assertThat(table.query("select attempt from jobs")).containsExactly("-1");
        assertThat(table.query("select version from jobs_schema")).containsExactly("1");
        assertThat(table.query(
                        "select attname from pg_attribute where attrelid = 'jobs'::regclass and attname = 'headers'"))
                .isEmpty();
    }

    @Test
    @DisplayName("is not made where a foreign table has the name of the list of versions, which keeps its rows")
    void foreignVersions() throws SQLException {
        database.execute("drop table jobs, jobs_schema; create table jobs_schema (version int);"
                + " insert into jobs_schema values (7)");

        assertThatThrownBy(() -> table.bootstrap(new Schema(TABLE)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("\"jobs_schema\" is there, but pgqueue did not make it");

        assertThat(table.query("select version from jobs_schema")).containsExactly("7");
    }
}
