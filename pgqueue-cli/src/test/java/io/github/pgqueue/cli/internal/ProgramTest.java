package io.github.pgqueue.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own can show: exit status, signals, pipes. */
@Timeout(120)
class ProgramTest extends DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void success() throws Exception {
        try (Program program = start("push", "mail", "hello")) {
            assertThat(program.out().readLine()).startsWith("pushed 1 job to mail, id ");
            assertThat(program.status()).isZero();
            assertThat(errors()).isEmpty();
        }
    }

    @Test
    void failure() throws Exception {
        try (Program program = start("stats", "--table", "nowhere")) {
            assertThat(program.status()).isEqualTo(1);
            assertThat(program.out().readLine()).isNull();
            assertThat(errors().lines()).hasSize(1);
        }
    }

    @Test
    void aDatabaseThatCannotBeReached() throws Exception {
        try (Program program = start("stats", "--url", "jdbc:postgresql://localhost:1/app")) {
            assertThat(program.status()).isEqualTo(1);
            assertThat(errors().lines()).hasSize(1);
        }
    }

    @Test
    void usage() throws Exception {
        try (Program program = start("dance")) {
            assertThat(program.status()).isEqualTo(2);
            assertThat(errors().lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalLetsTheJobUnderWayEndAndLeavesTheOthers(String signal, int status) throws Exception {
        run("push", "mail", "1", "2", "3");
        Path gate = folder.resolve("gate");
        Process made = new ProcessBuilder("mkfifo", gate.toString()).start();
        assertThat(made.waitFor()).isZero();

        // The command tells that it has begun, then waits until the gate is opened.
        try (Program program =
                start("work", "mail", "--exec", "echo begun; cat " + gate + " > /dev/null; echo ended")) {
            BufferedReader out = program.out();
            assertThat(out.readLine()).isEqualTo("begun");
            program.signal(signal);
            awaitError("stopping; waiting for 1 job under way");
            Files.writeString(gate, "open");
            assertThat(out.readLine()).isEqualTo("ended");
            assertThat(program.status()).isEqualTo(status);
        }
        assertThat(errors()).endsWith("done 1, failed 0\n");
        assertThat(query("select status, attempt from jobs order by id"))
                .containsExactly("success|1", "new|0", "new|0");
    }

    @Test
    void aJobThatDoesNotEndInItsGraceIsThereToBeDoneAgain() throws Exception {
        run("push", "mail", "1");
        try (Program program = start("work", "mail", "--grace", "0", "--exec", "echo begun; exec sleep 1000")) {
            assertThat(program.out().readLine()).isEqualTo("begun");
            program.signal("TERM");
            assertThat(program.status()).isEqualTo(143);
            assertThat(program.out().readLine()).as("the command is gone, too").isNull();
        }
        assertThat(query("select status, attempt from jobs")).containsExactly("new|1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void anIdleWorkerHearsOfAJobAndStopsWhenTold(String backend) throws Exception {
        try (Program program = start("work", "mail", "--backend", backend)) {
            run("push", "mail", "one");
            assertThat(program.out().readLine()).isEqualTo("one");
            run("push", "mail", "two");
            assertThat(program.out().readLine()).isEqualTo("two");
            program.signal("TERM");
            assertThat(program.status()).isEqualTo(143);
        }
        assertThat(errors()).isEqualTo("done 2, failed 0\n");
    }

    @Test
    void aReaderThatGoesAwayLosesNoJob() throws Exception {
        try (Program program = start("work", "mail")) {
            run("push", "mail", "one");
            assertThat(program.out().readLine()).isEqualTo("one");
            program.out().close();
            run("push", "mail", "two");
            assertThat(program.status()).isEqualTo(1);
        }
        assertThat(errors()).contains("pgqueue work: standard output is closed");
        assertThat(query("select convert_from(payload, 'UTF8'), status from jobs order by id"))
                .containsExactly("one|success", "two|new");
    }

    private Program start(String... args) throws Exception {
        return Program.start(folder.resolve("errors"), database, args);
    }

    private String errors() throws Exception {
        return Files.readString(folder.resolve("errors"));
    }

    private void awaitError(String text) throws Exception {
        Conditions.await("standard error says: " + text, () -> errors().contains(text));
    }
}
