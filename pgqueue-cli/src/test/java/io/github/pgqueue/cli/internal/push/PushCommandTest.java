package io.github.pgqueue.cli.internal.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.DatabaseTest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushCommandTest extends DatabaseTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void eachTextIsAJob(String backend) throws SQLException {
        CliRun run = run("push", "mail", "hello", "h\u00e9, you", "--backend", backend);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches("pushed 2 jobs to mail, ids \\d+ to \\d+\n");
        assertThat(payloads("mail")).containsExactly("hello", "h\u00e9, you");
    }

    @Test
    void tellsTheIdsThatTheTableHas() throws SQLException {
        CliRun one = run("push", "mail", "hello");
        CliRun three = runWithInput("a\nb\nc\n", "push", "mail");

        List<String> ids = query("select id from jobs order by id");
        assertThat(one.out()).isEqualTo("pushed 1 job to mail, id " + ids.get(0) + "\n");
        assertThat(three.out()).isEqualTo("pushed 3 jobs to mail, ids " + ids.get(1) + " to " + ids.get(3) + "\n");
    }

    @Test
    void textThatLooksLikeSomethingElseIsText() throws SQLException {
        run("push", "mail", "@home", "'quoted'", "", "--", "--file", "-x");

        assertThat(payloads("mail")).containsExactly("@home", "'quoted'", "", "--file", "-x");
    }

    @Test
    void eachLineOfTheInputIsAJob() throws SQLException {
        CliRun run = runWithInput("one\n\ntwo\r\nthree", "push", "mail");

        assertThat(run.out()).startsWith("pushed 4 jobs to mail");
        assertThat(payloads("mail")).containsExactly("one", "", "two", "three");
    }

    @Test
    void manyLinesKeepTheirOrder() throws SQLException {
        List<String> lines =
                IntStream.range(0, 2_500).mapToObj(i -> "line " + i).toList();

        CliRun run = runWithInput(lines.stream().collect(Collectors.joining("\n")), "push", "mail", "--file", "-");

        assertThat(run.out()).startsWith("pushed 2500 jobs to mail");
        assertThat(payloads("mail")).isEqualTo(lines);
    }

    @Test
    void aFileIsReadByLinesOrWhole() throws SQLException, IOException {
        String file = Files.writeString(folder.resolve("in"), "one\ntwo\n").toString();

        assertThat(run("push", "lines", "--file", file).status()).isZero();
        assertThat(run("push", "whole", "--file", file, "--whole").out()).startsWith("pushed 1 job to whole");

        assertThat(payloads("lines")).containsExactly("one", "two");
        assertThat(payloads("whole")).containsExactly("one\ntwo\n");
    }

    @Test
    void aWholeInputIsKeptByteForByte() throws SQLException {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }

        CliRun run = CliRun.with()
                .database(database)
                .input(new ByteArrayInputStream(bytes))
                .run("push", "m", "--whole");

        assertThat(run.status()).isZero();
        assertThat(query("select length(payload), md5(payload) from jobs")).containsExactly("100000|" + md5(bytes));
    }

    @Test
    void anEmptyInputIsNoJobOrOneEmptyJob() throws SQLException {
        assertThat(runWithInput("", "push", "mail")).isEqualTo(new CliRun(0, "pushed 0 jobs to mail\n", ""));
        assertThat(runWithInput("", "push", "mail", "--whole").out()).startsWith("pushed 1 job to mail");
        assertThat(query("select length(payload) from jobs")).containsExactly("0");
    }

    @Test
    void aPriorityIsKept() throws SQLException {
        run("push", "mail", "hello", "--priority", "-5");

        assertThat(query("select priority from jobs")).containsExactly("-5");
        assertThat(run("push", "mail", "hello", "--priority", "40000").status()).isEqualTo(2);
    }

    @Test
    void whatWasPushedBeforeAFailureIsTold() throws SQLException {
        String lines = "x\n".repeat(Pusher.MAX_JOBS + 1);
        InputStream breaking = new FilterInputStream(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                if (read < 0) {
                    throw new IOException("the disk is gone");
                }
                return read;
            }
        };

        CliRun run = CliRun.with().database(database).input(breaking).run("push", "mail");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith("pushed 1001 jobs to mail, ids ");
        assertThat(run.errLines()).containsExactly("pgqueue push: the disk is gone");
        assertThat(query("select count(*) from jobs")).containsExactly("1001");
    }

    @Test
    void aFileThatIsNotThereIsToldInOneLine() {
        CliRun run = run("push", "mail", "--file", "/no/such/file");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("/no/such/file");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThat(run("push", "mail", "hello", "--whole").status()).isEqualTo(2);
        assertThat(run("push", "mail", "hello", "--file", "-").status()).isEqualTo(2);
    }

    @Test
    void anOptionIsStrongerThanTheEnvironment() throws SQLException {
        CliRun run = CliRun.with()
                .environment("PGQUEUE_URL", "jdbc:postgresql://localhost:1/none")
                .environment("PGQUEUE_PASSWORD", database.password())
                .run("push", "mail", "hello", "--url", database.url(), "--user", database.user());

        assertThat(run.status()).isZero();
        assertThat(payloads("mail")).containsExactly("hello");
    }

    @Test
    void aPasswordCannotBeAskedForWithoutATerminal() {
        CliRun run = run("push", "mail", "hello", "--ask-password");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("PGQUEUE_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--password secret", "--password=secret"})
    void aPasswordOnTheCommandLineIsRefusedAndPushesNothing(String option) throws SQLException {
        CliRun run = run(("push mail " + option).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("--ask-password")
                .doesNotContain("secret");
        assertThat(payloads("mail")).isEmpty();
    }

    private static String md5(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("MD5").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
