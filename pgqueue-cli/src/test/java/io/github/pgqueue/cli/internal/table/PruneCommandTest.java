package io.github.pgqueue.cli.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruneCommandTest extends DatabaseTest {

    @BeforeEach
    void insert() {
        database.execute("""
                insert into jobs (id, queue_name, status, updated_at) overriding system value values
                    (101, 'mail', 'new', now() - interval '30 days'),
                    (102, 'mail', 'success', now() - interval '25 hours'),
                    (103, 'mail', 'success', now() - interval '2 hours'),
                    (104, 'invoices', 'cancelled', now() - interval '25 hours'),
                    (105, 'mail', 'error', now() - interval '25 hours'),
                    (106, 'mail', 'error', now() - interval '8 days')""");
    }

    @Test
    void itOnlyCountsUntilSomebodySaysYes() throws SQLException {
        assertThat(run("prune"))
                .isEqualTo(new CliRun(
                        0,
                        "prune would delete 3 finished jobs, kept longer than: success 24h 0m, error 7d 0h,"
                                + " cancelled 24h 0m; add --yes to do it\n",
                        ""));
        assertThat(query("select count(*) from jobs")).containsExactly("6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void itDeletesWhatWasKeptLongEnough(String backend) throws SQLException {
        CliRun run = run("prune", "--yes", "--backend", backend);

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("deleted 3 finished jobs, kept longer than: success 24h 0m");
        assertThat(query("select id from jobs order by id")).containsExactly("101", "103", "105");
    }

    @Test
    void timesOfOnesOwnCount() throws SQLException {
        run("prune", "--yes", "--keep-success", "1h", "--keep-cancelled", "2d", "--keep-error", "1d");

        assertThat(query("select id from jobs order by id")).containsExactly("101", "104");
    }

    @Test
    void aTimeThatMakesNoSenseIsRefused() {
        CliRun run = run("prune", "--yes", "--keep-error", "40000d");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("retention of ERROR");
    }
}
