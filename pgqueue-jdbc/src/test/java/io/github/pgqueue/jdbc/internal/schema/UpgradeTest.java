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

@DisplayName("A table of an earlier version")
class UpgradeTest {

    private static final TableName TABLE = TableName.of("billing.jobs");
    private static final Migration SECOND =
            new Migration(2, List.of("alter table {jobs} add column if not exists headers text"));
    private static final Migration BROKEN =
            new Migration(3, List.of("alter table {jobs} add column colour text", "select 1 / 0"));

    private final Schema first = new Schema(TABLE, List.of(Version1.MIGRATION));
    private final Schema second = new Schema(TABLE, List.of(Version1.MIGRATION, SECOND));
    private TestDatabase database;
    private VersionedTable table;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
        table = new VersionedTable(database, TABLE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("is upgraded in place, once, and keeps its jobs")
    void upgrade() throws SQLException {
        table.bootstrap(first);
        database.execute("insert into billing.jobs (queue_name) values ('mail')");

        table.bootstrap(second);
        table.bootstrap(second);

        assertThat(table.query("select version from billing.jobs_schema order by 1"))
                .containsExactly("1", "2");
        assertThat(table.query("select queue_name from billing.jobs where headers is null"))
                .containsExactly("mail");
    }

    @Test
    @DisplayName("is upgraded by the script too, and the earlier script is then refused")
    void script() throws SQLException {
        database.execute(first.script());
        database.execute(second.script());

        assertThat(table.query("select version from billing.jobs_schema order by 1"))
                .containsExactly("1", "2");
        assertThatThrownBy(() -> database.execute(first.script())).hasMessageContaining("newer version");
        assertThatThrownBy(() -> table.bootstrap(first))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    @DisplayName("stays as it was when the upgrade fails half-way")
    void allOrNothing() throws SQLException {
        table.bootstrap(first);
        Schema broken = new Schema(TABLE, List.of(Version1.MIGRATION, SECOND, BROKEN));

        assertThatThrownBy(() -> table.bootstrap(broken))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("make or upgrade table billing.jobs")
                .hasMessageContaining("division by zero");

        assertThat(table.query("select version from billing.jobs_schema")).containsExactly("1");
        assertThat(table.query("select column_name from information_schema.columns where table_name = 'jobs'"))
                .doesNotContain("headers", "colour");
    }
}
