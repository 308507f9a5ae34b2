package io.github.pgqueue.cli.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.Conditions;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Retries, time limits, retention and what is told of them. */
@Timeout(60)
class WorkOptionsTest extends DatabaseTest {

    private static final String THIRD_TIME = "test $PGQUEUE_ATTEMPT = 3";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void aJobThatFailsIsTriedAgainAndSaysSo(String backend) throws SQLException {
        run("push", "mail", "hello");

        CliRun run =
                run("work", "mail", "--drain", "--retries", "fixed PT0S 3", "--exec", THIRD_TIME, "--backend", backend);

        String id = query("select id from jobs").get(0);
        assertThat(run.errLines())
                .containsExactlyInAnyOrder(
                        "job " + id + " failed: exit status 1",
                        "job " + id + " is tried again at once, after attempt 1",
                        "job " + id + " failed: exit status 1",
                        "job " + id + " is tried again at once, after attempt 2",
                        "done 1, failed 2");
        assertThat(query("select status, attempt from jobs")).containsExactly("success|3");
    }

    @Test
    void drainingDoesNotWaitForAJobThatIsToBeTriedLater() throws SQLException {
        run("push", "mail", "hello");

        CliRun run = run("work", "mail", "--drain", "--retries", "fixed PT1H 3", "--exec", "exit 1");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(" is tried again in 1h 0m, after attempt 1\n");
        assertThat(query("select status, run_at > now() from jobs")).containsExactly("new|t");
    }

    @Test
    void thePolicyOfTheJobGoesBefore() throws SQLException {
        run("push", "mail", "hello", "--retries", "fixed PT0S 3");

        run("work", "mail", "--drain", "--retries", "none", "--exec", THIRD_TIME);

        assertThat(query("select status from jobs")).containsExactly("success");
    }

    @Test
    void aCommandThatTakesTooLongIsEnded() throws Exception {
        run("push", "mail", "hello");
        Path pid = folder.resolve("pid");

        CliRun run = run(
                "work",
                "mail",
                "--drain",
                "--retries",
                "none",
                "--time-limit",
                "500ms",
                "--exec",
                "echo $$ > " + pid + "; exec sleep 1000");

        String id = query("select id from jobs").get(0);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .containsExactly(
                        "job " + id + " failed: its time limit is over",
                        "job " + id + " is given up after attempt 1",
                        "done 0, failed 1");
        assertThat(query("select status, error from jobs").get(0))
                .startsWith("error|")
                .contains("time limit");
        long number = Long.parseLong(Files.readString(pid).strip());
        Conditions.await(
                "the command is gone",
                () -> ProcessHandle.of(number).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aCommandFindsTheHeadersAndNoHeaderSetsAnyOtherVariable() throws SQLException {
        run("push", "mail", "hello", "--header", "trace-id=4bf9 2f", "--header", "PATH=/nowhere", "--header", "a=1");

        CliRun run = run(
                "work",
                "mail",
                "--drain",
                "--retries",
                "none",
                "--exec",
                "test \"$PGQUEUE_HEADER_TRACE_ID\" = '4bf9 2f' && test $PGQUEUE_HEADER_PATH = /nowhere"
                        + " && test \"$PATH\" != /nowhere && test $PGQUEUE_HEADER_A = 1 && test -z \"$a\"");

        assertThat(run.errLines()).containsExactly("done 1, failed 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--retries often       | retry policy must",
                "--time-limit 0        | timeLimit must",
                "--time-limit soon     | --time-limit",
                "--lease 10ms          | lease must",
                "--lease 2d            | lease must",
                "--close-timeout 2d    | closeTimeout must",
                "--close-timeout x     | --close-timeout",
                "--keep-error 40000d   | retention of ERROR"
            })
    void whatMakesNoSenseIsRefusedInOneLine(String typed, String told) {
        CliRun run = run(("work mail --drain " + typed).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains(told);
    }
}
