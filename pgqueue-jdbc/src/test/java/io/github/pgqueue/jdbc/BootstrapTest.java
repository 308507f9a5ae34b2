package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.TableName;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("bootstrap()")
class BootstrapTest {

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabases.shared().newDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jobs", "order", "2fast", "Lisbon-Table", "billing.jobs", "Select.user", "a_schema.a_schema"})
    @DisplayName("makes a table of any valid name, in a schema of any valid name, that works")
    void anyName(String name) {
        try (QueueStore store = Stores.ready(database, name)) {
            long id = Stores.push(store, "mail", "x");
            store.bootstrap();

            assertThat(Stores.claim(store, "mail", 5))
                    .singleElement()
                    .satisfies(job -> assertThat(job.id()).isEqualTo(id));
            assertThat(store.find("mail", id)).isPresent();
        }
    }

    @Test
    @DisplayName("names all parts after the table, as clj-pgqueue does")
    void parts() throws SQLException {
        Stores.ready(database, "lisbon-table").close();

        assertThat(Stores.query(database, "select tgname from pg_trigger where not tgisinternal order by 1"))
                .containsExactly("lisbon_table_notify_trigger", "lisbon_table_notify_update_trigger");
        assertThat(Stores.query(database, "select proname from pg_proc where pronamespace = 'public'::regnamespace"))
                .containsExactly("lisbon_table_channel_notify");
        assertThat(Stores.query(
                        database, "select indexname from pg_indexes where tablename = 'lisbon_table' order by 1"))
                .containsExactly("lisbon_table_key", "lisbon_table_ready_idx", "lisbon_table_running_idx");
        assertThat(
                        Stores.query(
                                database,
                                "select conname from pg_constraint where conrelid = 'lisbon_table'::regclass and contype = 'c' order by 1"))
                .containsExactly(
                        "lisbon_table_payload_check", "lisbon_table_queue_name_check", "lisbon_table_status_check");
        assertThat(Stores.query(database, "select version from lisbon_table_schema"))
                .containsExactly("1");
    }

    @Test
    @DisplayName("lets nobody add a payload that a NewJob could not have")
    void payloadLimit() throws SQLException {
        Stores.ready(database, "jobs").close();

        assertThat(Stores.query(
                        database,
                        "select pg_get_constraintdef(oid) from pg_constraint"
                                + " where conname = 'jobs_payload_check'"))
                .containsExactly("CHECK ((octet_length(payload) <= " + NewJob.MAX_PAYLOAD_BYTES + "))");
    }

    @Test
    @DisplayName("keeps the jobs when it is repeated, and two tables of one database apart")
    void repeatable() {
        try (QueueStore one = Stores.ready(database, "one");
                QueueStore two = Stores.ready(database, "two")) {
            Stores.push(one, "mail", "x");
            one.bootstrap();
            two.bootstrap();

            assertThat(Stores.claim(two, "mail", 1)).isEmpty();
            assertThat(Stores.claim(one, "mail", 1)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create table jobs (id int)", "create view jobs as select 1 as id"})
    @DisplayName("refuses a table that somebody else made, and changes nothing")
    void foreignTable(String foreign) throws SQLException {
        database.execute(foreign);
        List<String> before = Stores.query(database, "select relname from pg_class order by 1");

        try (QueueStore store = Stores.pooling(database, "jobs")) {
            assertThatThrownBy(store::bootstrap)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("table jobs")
                    .hasMessageContaining("pgqueue did not make");
        }
        assertThat(Stores.query(database, "select relname from pg_class order by 1"))
                .isEqualTo(before);
    }

    @Test
    @DisplayName("refuses a table that a newer pgqueue made")
    void newerVersion() {
        try (QueueStore store = Stores.ready(database, "jobs")) {
            database.execute("insert into jobs_schema (version) values (1000)");

            assertThatThrownBy(store::bootstrap)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("version 1000")
                    .hasMessageContaining("Upgrade pgqueue");
            assertThatThrownBy(() -> database.execute(store.bootstrapSql())).hasMessageContaining("newer");
        }
    }

    @Test
    @DisplayName("makes the table anew after it was dropped")
    void dropped() {
        try (QueueStore store = Stores.ready(database, "jobs")) {
            database.execute("drop table jobs");

            store.bootstrap();

            assertThat(Stores.push(store, "mail", "x")).isPositive();
        }
    }

    @Test
    @DisplayName("needs no right to create schemas where the schema is there")
    void schemaIsThere() throws SQLException {
        String role = "poor_" + database.name();
        database.execute("create role " + role + " login password 'secret'");
        try {
            database.execute("create schema billing authorization " + role);
            var source = Stores.dataSource(database);
            source.setUser(role);
            source.setPassword("secret");
            try (QueueStore store = JdbcQueueStore.over(source, TableName.of("billing.jobs"))) {
                store.bootstrap();
                assertThat(Stores.push(store, "mail", "x")).isPositive();
            }
        } finally {
            database.execute("drop owned by " + role + "; drop role " + role);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "billing.order"})
    @DisplayName("prints what it runs as a script that can be run twice, and then finds nothing to do")
    void script(String name) throws SQLException {
        try (QueueStore store = Stores.pooling(database, name)) {
            String script = store.bootstrapSql();
            database.execute(script);
            database.execute(script);
            Stores.push(store, "mail", "x");
            List<String> before = Stores.query(database, "select oid || relname || xmin from pg_class order by 1");

            store.bootstrap();

            assertThat(Stores.query(database, "select oid || relname || xmin from pg_class order by 1"))
                    .isEqualTo(before);
            assertThat(Stores.claim(store, "mail", 1)).hasSize(1);
        }
    }

    @Test
    @DisplayName("prints a script that refuses a table that somebody else made")
    void scriptAndForeignTable() throws SQLException {
        database.execute("create table jobs (id int)");
        try (QueueStore store = Stores.pooling(database, "jobs")) {
            assertThatThrownBy(() -> database.execute(store.bootstrapSql())).hasMessageContaining("did not make");
        }
        assertThat(Stores.query(database, "select to_regclass('jobs_schema')::text"))
                .containsOnlyNulls();
    }
}
