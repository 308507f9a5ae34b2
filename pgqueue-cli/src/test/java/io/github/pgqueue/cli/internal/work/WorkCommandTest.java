package io.github.pgqueue.cli.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkCommandTest extends DatabaseTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"pgjdbc, pgjdbc", "pgjdbc-ng, pgjdbc-ng", "pgjdbc, pgjdbc-ng", "pgjdbc, vertx", "pgjdbc, none"})
    void printsThePayloadsInOrder(String backend, String listener) throws SQLException {
        runWithInput("one\n\ntwo", "push", "mail");
        run("push", "mail", "first", "--priority", "-1");

        CliRun run = run("work", "mail", "--drain", "--backend", backend, "--listener", listener);

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("first\none\n\ntwo\n");
        assertThat(run.errLines()).containsExactly("done 4, failed 0");
        assertThat(query("select distinct status from jobs")).containsExactly("success");
    }

    @Test
    void anEmptyQueueIsDrainedAtOnce() {
        assertThat(run("work", "mail", "--drain")).isEqualTo(new CliRun(0, "", "done 0, failed 0\n"));
    }

    @Test
    void drainingLeavesOtherQueuesAndLaterJobsAlone() throws SQLException {
        run("push", "mail", "now");
        run("push", "invoices", "other");
        database.execute("insert into jobs (queue_name, run_at) values ('mail', now() + interval '1 hour')");

        assertThat(run("work", "mail", "--drain").out()).isEqualTo("now\n");
        assertThat(query("select queue_name, status from jobs order by id"))
                .containsExactly("mail|success", "invoices|new", "mail|new");
    }

    @Test
    void manyWorkersDrainEveryJobOnce() throws SQLException {
        String lines = IntStream.range(0, 3_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        runWithInput(lines, "push", "mail");

        CliRun run = run("work", "mail", "--parallel", "8", "--drain");

        assertThat(run.outLines()).hasSize(3_000).doesNotHaveDuplicates();
        assertThat(query("select status, count(*) from jobs group by status")).containsExactly("success|3000");
    }

    @Test
    void aCommandGetsThePayloadAndKnowsTheJob() throws Exception {
        run("push", "mail", "hello");
        Path copy = folder.resolve("copy");

        CliRun run = run(
                "work",
                "mail",
                "--drain",
                "--exec",
                "cat > " + copy + "; echo \" $PGQUEUE_QUEUE $PGQUEUE_JOB_ID $PGQUEUE_ATTEMPT\" >> " + copy);

        assertThat(run.status()).isZero();
        String id = query("select id from jobs").get(0);
        assertThat(copy).content().isEqualTo("hello mail " + id + " 1\n");
    }

    @Test
    void anExitStatusOtherThanZeroIsAnError() throws SQLException {
        run("push", "mail", "good", "bad", "good");

        CliRun run = run("work", "mail", "--drain", "--retries", "none", "--exec", "grep -q good || exit 3");

        assertThat(run.status()).isEqualTo(1);
        String id = query("select id from jobs where status = 'error'").get(0);
        assertThat(run.errLines())
                .containsExactly(
                        "job " + id + " failed: exit status 3",
                        "job " + id + " is given up after attempt 1",
                        "done 2, failed 1");
        assertThat(query("select status, error from jobs where id = " + id).get(0))
                .startsWith("error|")
                .contains("exit status 3");
    }

    @Test
    void aCommandNeedNotReadItsInput() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[1_000_000]);
        run("push", "mail", "--whole", "--file", large.toString());

        CliRun run = run("work", "mail", "--drain", "--exec", "exit 0");

        assertThat(run.status()).isZero();
        assertThat(run.errLines()).containsExactly("done 1, failed 0");
    }

    @Test
    void commandsRunAtTheSameTime() throws IOException {
        run("push", "mail", "a", "b");
        Path pipe = folder.resolve("pipe");

        // Each of the two waits for the other: one opens a named pipe for reading, one for writing.
        CliRun run = run(
                "work",
                "mail",
                "--drain",
                "--parallel",
                "2",
                "--exec",
                "mkfifo " + pipe + " 2>/dev/null; case $(cat) in a) echo met > " + pipe + " ;; b) cat " + pipe + " > "
                        + folder.resolve("met") + " ;; esac");

        assertThat(run.status()).isZero();
        assertThat(folder.resolve("met")).content().isEqualTo("met\n");
    }

    @Test
    void aTableThatIsNotThereIsToldAtOnce() {
        CliRun run = run("work", "mail", "--table", "nowhere");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("nowhere");
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThat(run("work", "mail", "--parallel", "0").status()).isEqualTo(2);
        assertThat(run("work", "mail", "--grace", "-1").status()).isEqualTo(2);
    }
}
