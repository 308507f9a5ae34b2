package io.github.pgqueue.cli.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code retry}, {@code cancel} and {@code discard}. */
class ChangeCommandsTest extends DatabaseTest {

    @BeforeEach
    void insert() {
        database.execute("""
                insert into jobs (id, queue_name, status, attempt, node, updated_at) overriding system value values
                    (101, 'mail', 'new', 0, null, '2026-11-01 00:00:00+00'),
                    (102, 'mail', 'running', 1, 'n', '2026-11-02 00:00:00+00'),
                    (103, 'mail', 'success', 1, 'n', '2026-11-03 00:00:00+00'),
                    (104, 'mail', 'error', 3, 'n', '2026-11-04 00:00:00+00'),
                    (105, 'mail', 'error', 3, 'n', '2026-11-05 00:00:00+00'),
                    (106, 'mail', 'cancelled', 0, null, '2026-11-06 00:00:00+00'),
                    (107, 'invoices', 'error', 3, 'n', '2026-11-07 00:00:00+00')""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void jobsThatEndedAreRetriedByNumber(String backend) throws SQLException {
        CliRun run = run("retry", "--queue", "mail", "104", "106", "--backend", backend);

        assertThat(run).isEqualTo(new CliRun(0, "job 104 waits again\njob 106 waits again\n", ""));
        assertThat(states()).isEqualTo("new running success new error new error");
    }

    @Test
    void theReasonIsToldForEachJobThatIsPassedOver() throws SQLException {
        CliRun run = run("retry", "--queue", "mail", "102", "104", "107", "999");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("job 104 waits again\n");
        assertThat(run.errLines())
                .containsExactly(
                        "job 102 was passed over: it is in state running",
                        "job 107 was passed over: there is none of this number in the queue",
                        "job 999 was passed over: there is none of this number in the queue");
        assertThat(states()).isEqualTo("new running success new error cancelled error");
    }

    @Test
    void aKeyThatIsHeldByAnotherIsNamedAsTheReason() {
        database.execute("update jobs set unique_key = 'k', unique_scope = 'finished' where id in (101, 104)");

        CliRun run = run("retry", "--queue", "mail", "104");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("another job holds its unique key");
    }

    @Test
    void jobsAreCancelledByNumber() throws SQLException {
        CliRun run = run("cancel", "--queue", "mail", "101", "102", "103");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines()).containsExactly("job 101 is cancelled", "job 102 runs, and has been asked to end");
        assertThat(run.errLines()).containsExactly("job 103 was passed over: it is in state success");
        assertThat(states()).isEqualTo("cancelled running success error error cancelled error");
        assertThat(query("select id from jobs where cancel_requested")).containsExactly("102");
    }

    @Test
    void jobsAreDiscardedByNumber() throws SQLException {
        CliRun run = run("discard", "--queue", "mail", "101", "102", "103");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines()).containsExactly("job 101 is gone", "job 103 is gone");
        assertThat(run.errLines()).containsExactly("job 102 was passed over: it is in state running");
        assertThat(query("select id from jobs order by id")).containsExactly("102", "104", "105", "106", "107");
    }

    @Test
    void manyAreOnlyCountedUntilSomebodySaysYes() throws SQLException {
        String before = states();

        assertThat(run("retry", "--queue", "mail", "--all", "--state", "error"))
                .isEqualTo(new CliRun(0, "retry would touch 2 jobs of mail in state error; add --yes to do it\n", ""));
        assertThat(run("discard", "--queue", "mail", "--all", "--state", "success")
                        .out())
                .isEqualTo("discard would touch 1 job of mail in state success; add --yes to do it\n");
        assertThat(run("cancel", "--queue", "mail", "--all", "--state", "running")
                        .out())
                .isEqualTo("cancel would touch 1 job of mail in state running; add --yes to do it\n");
        assertThat(states()).isEqualTo(before);
    }

    @Test
    void manyAreChangedAtOnce() throws SQLException {
        assertThat(run("retry", "--queue", "mail", "--all", "--state", "error", "--yes"))
                .isEqualTo(new CliRun(0, "retried 2 jobs of mail in state error\n", ""));
        assertThat(run("cancel", "--queue", "mail", "--all", "--state", "running", "--yes")
                        .out())
                .isEqualTo("cancelled, or asked to end: 1 job of mail in state running\n");
        assertThat(run("discard", "--queue", "mail", "--all", "--state", "cancelled", "--yes")
                        .out())
                .isEqualTo("discarded 1 job of mail in state cancelled\n");
        assertThat(states()).isEqualTo("new running success new new error");
    }

    @Test
    void aPeriodLimitsThem() throws SQLException {
        run("retry", "--queue", "mail", "--all", "--state", "error", "--since", "2026-11-05", "--yes");
        assertThat(states()).isEqualTo("new running success error new cancelled error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry 104                                        | --queue",
                "retry --queue mail                               | numbers of jobs",
                "retry --queue mail 104 --all --state error       | numbers of jobs",
                "retry --queue mail 104 --state error             | go with --all",
                "retry --queue mail 104 --since 2026-11-01        | go with --all",
                "retry --queue mail --all --yes                   | error, cancelled: there is none",
                "retry --queue mail --all --state new --yes       | error, cancelled: new",
                "cancel --queue mail --all --state error --yes    | new, running: error",
                "discard --queue mail --all --state running --yes | new, success, error, cancelled: running",
                "discard --queue mail all                         | 'all'"
            })
    void whatIsHalfSaidChangesNothing(String typed, String told) throws SQLException {
        String before = states();

        CliRun run = run(typed.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).singleElement().asString().contains(told);
        assertThat(states()).isEqualTo(before);
    }

    private String states() throws SQLException {
        return String.join(" ", query("select status from jobs order by id"));
    }
}
