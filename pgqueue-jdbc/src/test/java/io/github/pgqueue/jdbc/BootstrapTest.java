package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
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
                .containsExactly(
                        "lisbon_table_check_scope_trigger",
                        "lisbon_table_check_update_trigger",
                        "lisbon_table_done_trigger",
                        "lisbon_table_gone_trigger",
                        "lisbon_table_notify_trigger",
                        "lisbon_table_notify_update_trigger");
        assertThat(Stores.query(
                        database, "select proname from pg_proc where pronamespace = 'public'::regnamespace order by 1"))
                .containsExactly(
                        "lisbon_table_channel_notify",
                        "lisbon_table_check",
                        "lisbon_table_done_notify",
                        "lisbon_table_holders");
        assertThat(Stores.query(
                        database, "select indexname from pg_indexes where tablename = 'lisbon_table' order by 1"))
                .containsExactly(
                        "lisbon_table_cancel_idx",
                        "lisbon_table_finished_idx",
                        "lisbon_table_key",
                        "lisbon_table_ready_idx",
                        "lisbon_table_running_idx",
                        "lisbon_table_unique_idx");
        assertThat(Stores.query(database, "select tablename from pg_tables where schemaname = 'public' order by 1"))
                .containsExactly(
                        "lisbon_table",
                        "lisbon_table_duties",
                        "lisbon_table_held",
                        "lisbon_table_nodes",
                        "lisbon_table_queues",
                        "lisbon_table_schema");
        assertThat(
                        Stores.query(
                                database,
                                "select conname from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace"))
                .contains("lisbon_table_attempt_check", "lisbon_table_node_check", "lisbon_table_status_check")
                .allMatch(name -> name.matches("lisbon_table_[a-z_]+_check"));
        assertThat(Stores.query(
                        database,
                        "select typname from pg_type where typtype = 'd'"
                                + " and typnamespace = 'public'::regnamespace order by 1"))
                .containsExactly(
                        "lisbon_table_attempt_type",
                        "lisbon_table_node_type",
                        "lisbon_table_status_type",
                        "lisbon_table_updated_at_type");
        assertThat(Stores.query(database, "select version from lisbon_table_schema order by 1"))
                .containsExactly("1", "2");
    }

    @Test
    @DisplayName("lets nobody add a payload that a NewJob could not have")
    void payloadLimit() throws SQLException {
        Stores.ready(database, "jobs").close();

        // On insert, and on update: rows of half a gigabyte are too much for a test.
        for (String function : List.of("jobs_channel_notify", "jobs_check")) {
            assertThat(Stores.query(database, "select prosrc from pg_proc where proname = '" + function + "'"))
                    .singleElement()
                    .asString()
                    .containsPattern("octet_length\\((job|new)\\.payload\\) <= " + NewJob.MAX_PAYLOAD_BYTES + "\\)");
        }
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
                    .hasMessageContaining("pgqueue did not make")
                    .returns(false, thrown -> ((StoreException) thrown).isOutcomeUnknown());
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
                    .hasMessageContaining("Upgrade pgqueue")
                    .returns(false, thrown -> ((StoreException) thrown).isOutcomeUnknown());
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
            try (QueueStore store = Stores.over(source, "billing.jobs")) {
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

    @ParameterizedTest
    @ValueSource(strings = {"jobs_check", "jobs_done_notify"})
    @DisplayName("refuses a function that triggers of others call, and leaves it as it was")
    void foreignFunction(String name) throws SQLException {
        String body = "create function " + name + "() returns trigger language plpgsql as 'begin return new; end'";
        database.execute(body + "; create table orders (id int); create trigger mine before insert on orders"
                + " for each row execute function " + name + "()");

        try (QueueStore store = Stores.pooling(database, "jobs")) {
            assertThatThrownBy(store::bootstrap)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("pgqueue did not make");
        }
        assertThat(Stores.query(database, "select prosrc from pg_proc where proname = '" + name + "'"))
                .containsExactly("begin return new; end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create type jobs_status_type as enum ('new')",
                "create domain jobs_attempt_type as text",
                "create domain jobs_node_type as text constraint short check (length(value) < 5)",
                "create table jobs_updated_at_type (id int)"
            })
    @DisplayName("refuses a type that others have made, and leaves it as it was")
    void foreignType(String type) throws SQLException {
        database.execute(type);
        Set<String> before = Catalogue.of(database);

        try (QueueStore store = Stores.pooling(database, "jobs")) {
            assertThatThrownBy(store::bootstrap)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(type.split(" ")[2])
                    .hasMessageContaining("pgqueue did not make");
        }
        assertThat(Catalogue.of(database)).isEqualTo(before);
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
