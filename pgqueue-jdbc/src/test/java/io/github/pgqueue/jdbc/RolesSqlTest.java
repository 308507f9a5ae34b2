package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The grants for roles")
class RolesSqlTest {

    private static TestDatabase database;
    private static QueueStore store;

    @BeforeAll
    static void open() {
        database = TestDatabases.shared().newDatabase();
        store = Stores.pooling(database, "billing.order");
    }

    @AfterAll
    static void close() {
        store.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\0b",
                "a\ud800",
                "public",
                "none",
                "sixteen-letters-sixteen-letters-sixteen-letters-sixteen-letters+",
                "ääääääääääääääääääääääääääääääää"
            })
    @DisplayName("are for names that a role can have")
    void names(String name) {
        assertThatThrownBy(() -> store.rolesSql(name, "worker", "operator"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("producer must");
        assertThatThrownBy(() -> store.rolesSql("producer", name, "operator"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("worker must");
        assertThatThrownBy(() -> store.rolesSql("producer", "worker", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("operator must");
    }

    @Test
    @DisplayName("have every name quoted, no placeholder left, and no name in a comment")
    void quoted() {
        String sql = store.rolesSql("a\"b", "{jobs}\n;drop table x;--", "c");

        assertThat(sql)
                .contains("on \"billing\".\"order\" to \"a\"\"b\"")
                .contains("to \"{jobs}\n;drop table x;--\"")
                .doesNotContain("{producer}", "{all}", "{schema}", "{quote}");
        assertThat(sql.lines().filter(line -> line.startsWith("-- "))).noneMatch(line -> line.contains("a\"\"b"));
    }
}
