package io.github.pgqueue.cli.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatsCommandTest extends DatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void aLineForEachQueueAndAColumnForEachState(String backend) {
        database.execute("""
                insert into jobs (queue_name, status, run_at) values
                    ('mail', 'new', now() - interval '2 hours 3 minutes'), ('mail', 'new', now()),
                    ('mail', 'error', now()), ('invoices', 'success', now()),
                    ('later', 'new', now() + interval '1 day')""");

        CliRun run = run("stats", "--backend", backend);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines())
                .containsExactly(
                        "QUEUE     NEW  RUNNING  SUCCESS  ERROR  CANCELLED  WAITING",
                        "invoices    0        0        1      0          0        -",
                        "later       1        0        0      0          0        -",
                        "mail        2        0        0      1          0    2h 3m");
    }

    @Test
    void anEmptyTableHasNoJobs() {
        assertThat(run("stats")).isEqualTo(new CliRun(0, "no jobs\n", ""));
    }

    @Test
    void aTableThatIsNotThereIsToldInOneLine() {
        CliRun run = run("stats", "--table", "nowhere");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("nowhere");
    }
}
