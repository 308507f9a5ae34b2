package io.github.pgqueue.cli.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsCommandTest extends DatabaseTest {

    private static final String NEXT = "next page: --from ";

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void waitingJobsStandInTheOrderOfTheirTurn(String backend) {
        database.execute("""
                insert into jobs (id, queue_name, priority, run_at) overriding system value values
                    (101, 'mail', 0, '2026-11-01 09:00:00.5+00'), (102, 'mail', -5, '2026-11-02 09:00:00+00'),
                    (103, 'mail', 0, '2026-11-01 08:00:00+00'), (104, 'invoices', 0, '2026-11-01 09:00:00+00')""");

        CliRun run = run("jobs", "--queue", "mail", "--state", "new", "--backend", backend);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines())
                .containsExactly(
                        "ID   PRIORITY  ATTEMPT                   DUE  NODE  ERROR",
                        "102        -5        0  2026-11-02T09:00:00Z  -     -",
                        "103         0        0  2026-11-01T08:00:00Z  -     -",
                        "101         0        0  2026-11-01T09:00:00Z  -     -");
    }

    @Test
    void othersStandByTheirLastChangeWithNodeAndError() {
        database.execute("""
                insert into jobs (id, queue_name, status, attempt, node, error, updated_at) overriding system value values
                    (101, 'mail', 'error', 25, 'n1', E'X: one\\ntwo\\u001b[31m' || repeat('!', 100),
                     '2026-11-01 09:00:00+00'),
                    (102, 'mail', 'error', 1, 'n2', 'Y', '2026-11-02 09:00:00+00')""");

        assertThat(run("jobs", "--queue", "mail", "--state", "ERROR").outLines())
                .containsExactly(
                        "ID   PRIORITY  ATTEMPT               CHANGED  NODE  ERROR",
                        "102         0        1  2026-11-02T09:00:00Z  n2    Y",
                        "101         0       25  2026-11-01T09:00:00Z  n1    X: one two?[31m" + "!".repeat(42) + "...");
    }

    @Test
    void aPageSaysWhereTheNextBegins() {
        database.execute("insert into jobs (queue_name) select 'mail' from generate_series(1, 5)");
        List<String> ids = new ArrayList<>();

        List<String> page =
                run("jobs", "--queue", "mail", "--state", "new", "--limit", "2").outLines();
        while (page.get(page.size() - 1).startsWith(NEXT)) {
            assertThat(page).hasSize(4);
            ids.addAll(ids(page));
            String token = page.get(3).substring(NEXT.length());
            assertThat(token).as("needs no quotes in a shell").matches("[\\w.:+-]+");
            page = run("jobs", "--queue", "mail", "--state", "new", "--limit", "2", "--from", token)
                    .outLines();
        }
        ids.addAll(ids(page));

        assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    }

    private static List<String> ids(List<String> page) {
        return page.stream()
                .map(line -> line.split(" ")[0])
                .filter(word -> word.matches("\\d+"))
                .toList();
    }

    @Test
    void aTimeFromAndATimeToLimitThem() {
        database.execute("""
                insert into jobs (id, queue_name, run_at) overriding system value
                select 100 + n, 'mail', timestamptz '2026-11-01 00:00:00+00' + n * interval '1 day'
                from generate_series(0, 3) n""");

        CliRun run = run("jobs", "--queue", "mail", "--state", "new", "--since", "2026-11-02", "--until", "2026-11-04");

        assertThat(ids(run.outLines())).containsExactly("101", "102");
    }

    @Test
    void noJobsAreALine() {
        assertThat(run("jobs", "--queue", "mail", "--state", "success")).isEqualTo(new CliRun(0, "no jobs\n", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--state new                                | --queue",
                "--queue mail                               | --state",
                "--queue mail --state done                  | new, running, success, error, cancelled",
                "--queue mail --state new --limit 0         | limit must",
                "--queue mail --state new --limit 1001      | limit must",
                "--queue mail --state new --since yesterday | --since",
                "--queue mail --state new --from here       | "
            })
    void whatMakesNoSenseIsRefusedInOneLine(String typed, String told) {
        CliRun run = run(("jobs " + typed).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).singleElement().asString().contains(told == null ? "" : told);
    }
}
