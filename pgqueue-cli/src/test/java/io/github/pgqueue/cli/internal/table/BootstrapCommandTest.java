package io.github.pgqueue.cli.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapCommandTest extends DatabaseTest {

    @Test
    void makesTheTableAndCanBeRepeated() throws SQLException {
        assertThat(run("bootstrap", "--table", "lisbon-table"))
                .isEqualTo(new CliRun(0, "table lisbon_table is ready\n", ""));
        assertThat(run("bootstrap", "--table", "lisbon-table").status()).isZero();
        assertThat(query("select count(*) from lisbon_table")).containsExactly("0");
    }

    @Test
    void printsSqlThatMakesTheTableWithoutADatabase() throws SQLException {
        CliRun printed =
                CliRun.of("bootstrap", "--print", "--table", "printed", "--url", "jdbc:postgresql://localhost:1/none");

        assertThat(printed.status()).isZero();
        assertThat(printed.err()).isEmpty();
        database.execute(printed.out());
        assertThat(run("push", "mail", "hello", "--table", "printed").status()).isZero();
        assertThat(query("select queue_name, status from printed")).containsExactly("mail|new");
    }

    @Test
    void printsGrantsForRolesThatTheOwnerCanRun() throws SQLException {
        String prefix = database.name();
        String roles = prefix + "_p," + prefix + "_w," + prefix + "_o";
        for (String role : roles.split(",")) {
            database.execute("create role " + role);
        }
        try {
            CliRun printed = CliRun.of("bootstrap", "--print", "--roles", roles);

            assertThat(printed.status()).isZero();
            assertThat(printed.err()).isEmpty();
            database.execute(printed.out());
            assertThat(query("select has_table_privilege('" + prefix + "_p', 'jobs', 'delete'),"
                            + " has_table_privilege('" + prefix + "_o', 'jobs', 'delete')"))
                    .containsExactly("f|t");
        } finally {
            for (String role : roles.split(",")) {
                database.execute("drop owned by " + role + "; drop role " + role);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--roles a,b,c", "--print --roles a,b", "--print --roles a,b,c,d", "--print --roles a,,c"})
    void rolesAreThreeAndOnlyPrinted(String typed) {
        CliRun run = run(("bootstrap " + typed).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(1);
    }

    @Test
    void aBadTableNameIsRefusedInOneLine() {
        CliRun run = run("bootstrap", "--table", "jobs;drop");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).singleElement().asString().contains("table must", "jobs;drop");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsToldInOneLine() {
        CliRun run = CliRun.of("bootstrap", "--url", "jdbc:postgresql://localhost:1/app?user=me&password=secret");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().startsWith("pgqueue bootstrap: ");
        assertThat(run.err()).doesNotContain("secret").contains("localhost:1");
    }

    @Test
    void aDatabaseOfAnotherKindIsToldWithoutItsPassword() {
        CliRun run = CliRun.of("bootstrap", "--url", "jdbc:mysql://localhost/app?user=me&password=secret");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("jdbc:mysql")
                .doesNotContain("secret");
    }

    @Test
    void anUnknownBackendIsRefusedInOneLine() {
        CliRun run = run("bootstrap", "--backend", "oracle");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("oracle");
    }

    @Test
    void aStackTraceIsThereForThoseWhoAsk() {
        CliRun run = CliRun.of("bootstrap", "--url", "jdbc:postgresql://localhost:1/app", "--verbose");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("\tat io.github.pgqueue.");
    }
}
