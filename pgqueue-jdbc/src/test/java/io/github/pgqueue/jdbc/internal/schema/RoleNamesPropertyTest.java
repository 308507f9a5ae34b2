package io.github.pgqueue.jdbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.TableName;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

@Label("Grants for roles of whatever names")
class RoleNamesPropertyTest {

    private static final TableName TABLE = TableName.of("jobs");

    /** How many relations and functions there are, who may do what with the table, and how many roles. */
    private static final String COUNT = """
            select (select count(*) from pg_class) + (select count(*) from pg_proc) + (select count(*) from pg_roles)
                   + (select count(*) from pg_class cross join aclexplode(relacl)
                      where relname = 'jobs' and grantee = 0)""";

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @BeforeContainer
    static void open() {
        database = TestDatabases.shared().newDatabase();
        database.execute(new Schema(TABLE).script());
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    @Provide
    static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "a\0b",
                        "\uD83D",
                        "\uD83D\uDE00",
                        "x".repeat(63),
                        "x".repeat(64),
                        "\u00e4".repeat(32),
                        "a\"; drop table jobs; --",
                        "\"",
                        "\"\"",
                        "'",
                        "$roles$",
                        "$roles_in$",
                        "roles_",
                        "{worker}",
                        "{all}",
                        "{jobs}",
                        "%I",
                        "a\nb",
                        "--",
                        "/*",
                        "*/",
                        "public",
                        "PUBLIC",
                        "none",
                        "current_user",
                        "select",
                        " ",
                        "\\",
                        "$1",
                        "a.b"),
                Arbitraries.strings().all().ofMaxLength(30),
                Arbitraries.strings()
                        .withChars("a\"'$\\{};-/* \n_")
                        .ofMinLength(1)
                        .ofMaxLength(20));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    @Label("are for these roles alone, or refused with the one that cannot be")
    void grants(@ForAll("names") String producer, @ForAll("names") String worker, @ForAll("names") String operator)
            throws SQLException {
        Optional<Roles> roles = roles(producer, worker, operator);
        if (roles.isEmpty()) {
            return;
        }
        List<String> names =
                List.of(producer, worker, operator).stream().distinct().toList();
        long before = count();
        try {
            database.execute(each(names, name -> "create role " + quoted(name)));
            database.execute(roles.get().script(TABLE));
            assertThat(may(producer, "insert")).isTrue();
            assertThat(may(worker, "update")).isTrue();
            assertThat(may(operator, "delete")).isTrue();
        } finally {
            database.execute(each(names, name -> "drop owned by " + quoted(name) + "; drop role " + quoted(name)));
        }
        assertThat(count()).isEqualTo(before);
    }

    private static String each(List<String> names, UnaryOperator<String> statement) {
        return names.stream().map(statement).collect(Collectors.joining("; "));
    }

    private static Optional<Roles> roles(String producer, String worker, String operator) {
        try {
            return Optional.of(new Roles(producer, worker, operator));
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).matches("(?s)(producer|worker|operator) must .*");
            assertThat(List.of(producer, worker, operator)).anyMatch(RoleNamesPropertyTest::isNone);
            return Optional.empty();
        }
    }

    private static boolean isNone(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes < 1
                || bytes > 63
                || name.indexOf('\0') >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(name)
                || List.of("public", "none").contains(name);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static boolean may(String role, String what) throws SQLException {
        String sql = "select bool_or(has_column_privilege(oid, 'jobs', 'unique_scope', ?)"
                + " or has_table_privilege(oid, 'jobs', ?)) from pg_roles where rolname = ?";
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, what.equals("delete") ? "update" : what);
            query.setString(2, what);
            query.setString(3, role);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static long count() throws SQLException {
        try (Connection connection = database.connect();
                ResultSet row = connection.createStatement().executeQuery(COUNT)) {
            row.next();
            return row.getLong(1);
        }
    }
}
