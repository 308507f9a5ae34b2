package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.TableName;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

@Label("A table of whatever name")
class TableNamesPropertyTest {

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    /** A connection for each statement would take longer than all else. */
    private static final HikariDataSource pool = new HikariDataSource();

    @BeforeContainer
    static void open() {
        database = TestDatabases.shared().newDatabase();
        pool.setDataSource(Stores.dataSource(database));
        database.execute("create table bystander (id int primary key); insert into bystander values (1)");
        database.execute("create table jobs_schema (version int); insert into jobs_schema values (1)");
    }

    @AfterContainer
    static void close() {
        pool.close();
        database.close();
    }

    /** Words of SQL and of PostgreSQL, and whatever the rule allows. */
    @Provide
    static Arbitrary<String> names() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.of(
                        "select",
                        "table",
                        "user",
                        "order",
                        "null",
                        "current_user",
                        "public",
                        "pg_class",
                        "pg_foo",
                        "pg_catalog",
                        "pg_temp",
                        "information_schema",
                        "bystander",
                        "jobs",
                        "jobs-schema",
                        "0",
                        "_",
                        "1e5",
                        "x".repeat(40),
                        "a--b"),
                Arbitraries.strings().withChars("abcXYZ019_-").ofMinLength(1).ofMaxLength(40));
        return Arbitraries.oneOf(part, part.flatMap(schema -> part.map(name -> schema + "." + name)));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    @Label("works, or is refused, and touches nothing but what is its own")
    void touchesItsOwnAlone(@ForAll("names") String name) throws SQLException {
        TableName table = TableName.of(name);
        Set<String> before = Catalogue.of(database);
        try (QueueStore store = Stores.over(pool, name)) {
            if (bootstraps(store)) {
                work(store);
                store.bootstrap();
                String schema = "schema " + table.schema().orElse("");
                assertThat(minus(Catalogue.of(database), before))
                        .isNotEmpty()
                        .allMatch(added -> added.contains(table.name()) || added.equals(schema));
            }
            assertThat(minus(before, Catalogue.of(database))).isEmpty();
        } finally {
            drop(table, before);
        }
        assertThat(Catalogue.of(database)).isEqualTo(before);
        assertThat(Stores.query(database, "select id from bystander union all select version from jobs_schema"))
                .containsExactly("1", "1");
    }

    private static boolean bootstraps(QueueStore store) {
        try {
            store.bootstrap();
            return true;
        } catch (StoreException refused) {
            assertThat(refused.getMessage())
                    .containsAnyOf(
                            "pgqueue did not make",
                            "already exists",
                            "unacceptable schema name",
                            "System catalog modifications",
                            "permission denied",
                            "cannot create");
            return false;
        }
    }

    private static void work(QueueStore store) {
        Stores.push(store, "mail", "x");
        ClaimedJob job = Stores.claim(store, "mail", 5).get(0);
        assertThat(job.text()).isEqualTo("x");
        assertThat(Stores.settle(store, "mail", Settlement.success(job.fence())).lost())
                .isEmpty();
        assertThat(store.find("mail", job.id())).isPresent();
        assertThat(store.stats()).isNotEmpty();
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static void drop(TableName table, Set<String> before) throws SQLException {
        if (Catalogue.of(database).equals(before)) {
            return;
        }
        List<String> sql = new ArrayList<>();
        for (String suffix : List.of("", "_schema", "_nodes", "_queues", "_duties", "_held")) {
            sql.add("drop table if exists " + table.inSchema(suffix));
        }
        for (String suffix : List.of("_channel_notify", "_done_notify", "_check", "_holders")) {
            sql.add("drop function if exists " + table.inSchema(suffix));
        }
        for (String suffix : List.of("_status_type", "_attempt_type", "_updated_at_type", "_node_type")) {
            sql.add("drop domain if exists " + table.inSchema(suffix));
        }
        table.schema()
                .filter(schema -> !before.contains("schema " + schema))
                .ifPresent(schema -> sql.add("drop schema if exists \"" + schema + "\""));
        database.execute(String.join(";", sql));
    }

    /** Names that are those of another one's parts. */
    @Provide
    static Arbitrary<List<String>> neighbours() {
        return Arbitraries.of(
                        "a.q",
                        "a.q_nodes",
                        "a.q_queues",
                        "a.q_duties",
                        "a.q_held",
                        "a.q_schema",
                        "a.q_schema_schema",
                        "a.q_key",
                        "a.q_nodes_nodes",
                        "a.q_ready_idx",
                        "a.q_nodes_schema",
                        "a.q_id_seq",
                        "b.q")
                .list()
                .uniqueElements()
                .ofMinSize(2)
                .ofMaxSize(6);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    @Label("is refused where a part of it would be another one's table, and nobody's jobs are lost")
    void besideEachOther(@ForAll("neighbours") List<String> names) throws SQLException {
        List<QueueStore> stores = new ArrayList<>();
        database.execute("drop schema if exists a cascade; drop schema if exists b cascade");
        for (String name : names) {
            QueueStore store = Stores.over(pool, name);
            if (bootstraps(store)) {
                Stores.push(store, "kept", "x");
                stores.add(store);
            }
        }
        assertThat(stores).isNotEmpty();
        for (QueueStore store : stores) {
            work(store);
            store.bootstrap();
            assertThat(Stores.claim(store, "kept", 5)).hasSize(1);
        }
        database.execute("drop schema if exists a cascade; drop schema if exists b cascade");
    }
}
