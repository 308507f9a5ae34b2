package io.github.pgqueue.cli.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.CliRun;
import io.github.pgqueue.cli.internal.Conditions;
import io.github.pgqueue.cli.internal.Program;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM to 64 workers on a full queue, whatever the server does. */
@Timeout(180)
class StopTest {

    private static final int JOBS = 50_000;
    private static final int WORKERS = 64;
    /** What these start is ended in the very moment in which their jobs are written. */
    private static final int COMMANDS = 16;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    /** What the program promises beyond the time to close. */
    private static final Duration PROMISED = Duration.ofSeconds(1);
    /** For signals, processes and a JVM's end on a machine that has other things to do. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private static final TestDatabases server = TestDatabases.start();

    @TempDir
    Path folder;

    private final TestDatabase database = server.newDatabase();

    @BeforeEach
    void fill() {
        assertThat(CliRun.with().database(database).run("bootstrap").status()).isZero();
        database.execute(
                "insert into jobs (queue_name, payload) select 'mail', 'x' from generate_series(1, " + JOBS + ")");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    void noJobStaysRunning(String backend) throws Exception {
        try (Program program = work(WORKERS, "--backend", backend)) {
            awaitWork();
            assertThat(stop(program)).isLessThan(CLOSE_TIMEOUT.plus(PROMISED).plus(SLACK));
        }
        assertThat(count("status = 'running'")).isZero();
        assertThat(count("status = 'new' and attempt > 0"))
                .as("what was not begun cost no attempt")
                .isZero();
        assertThat(count("status = 'success'")).isBetween(1L, JOBS - 1L);
        assertThat(errors()).containsPattern("done \\d+, failed 0\n$");
    }

    @Test
    void commandsThatDoNotEndAreEndedAndTheirJobsHandedBack() throws Exception {
        String command = "echo; trap '' TERM; sleep 1000 & wait; sleep 1000";
        try (Program program = work(COMMANDS, "--exec", command)) {
            Conditions.await("all are at work", () -> Files.readAllLines(out()).size() >= COMMANDS);
            assertThat(stop(program)).isLessThan(CLOSE_TIMEOUT.plus(PROMISED).plus(SLACK));
        }
        assertThat(count("status = 'running'")).isZero();
        assertThat(count("status = 'new' and attempt = 1")).isEqualTo(COMMANDS);
        assertThat(count("status = 'new'")).isEqualTo(JOBS);
    }

    @ParameterizedTest
    @CsvSource({"pgjdbc, stopped", "pgjdbc-ng, stopped", "pgjdbc, frozen", "pgjdbc-ng, frozen"})
    void aServerThatIsGoneHoldsNothingUp(String backend, String how) throws Exception {
        try (Program program = work(WORKERS, "--backend", backend)) {
            awaitWork();
            if (how.equals("stopped")) {
                server.control().orElseThrow().stop();
            } else {
                server.control().orElseThrow().freeze();
            }
            assertThat(stop(program)).isLessThan(CLOSE_TIMEOUT.plus(PROMISED).plus(SLACK));
        } finally {
            server.control().orElseThrow().thaw();
            server.control().orElseThrow().start();
        }
        assertThat(errors())
                .containsPattern("done \\d+, failed 0\n")
                .as("what could not be written is told of, although the JVM was about to end")
                .contains("pgqueue: queue mail: closed before all was written")
                .contains("what stays so runs again when the lease is over");
    }

    @Test
    void whatAServerCouldNotBeToldRunsAgainWithinTheLease() throws Exception {
        database.execute("delete from jobs where id > (select min(id) + 2000 from jobs)");
        try (Program program = work(WORKERS, "--lease", "2s", "--exec", "echo; exec sleep 1000")) {
            Conditions.await("all are at work", () -> Files.readAllLines(out()).size() >= WORKERS);
            server.control().orElseThrow().stop();
            stop(program);
        } finally {
            server.control().orElseThrow().start();
        }
        assertThat(count("status = 'running'")).isEqualTo(WORKERS);
        try (Program other = Program.start(
                folder.resolve("out2"), folder.resolve("errors2"), database, "work", "mail", "--lease", "2s")) {
            Conditions.await("all are done", () -> count("status = 'success'") == 2001);
            stop(other);
        }
        assertThat(count("attempt = 2")).isEqualTo(WORKERS);
        assertThat(folder.resolve("errors2")).content().contains("jobs of nodes that are gone run again");
    }

    @Test
    void aServerThatNeverAnswersHoldsNothingUp() throws Exception {
        try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://localhost:" + hole.getLocalPort() + "/app?user=me";
            try (Program program = Program.start(errorFile(), "work", "mail", "--url", url)) {
                hole.accept().getInputStream().read();
                assertThat(stop(program)).isLessThan(PROMISED.plus(SLACK));
            }
        }
    }

    private Program work(int parallel, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of(
                "work", "mail", "--parallel", Integer.toString(parallel), "--close-timeout", CLOSE_TIMEOUT.toString()));
        args.addAll(List.of(more));
        return Program.start(out(), errorFile(), database, args.toArray(String[]::new));
    }

    private void awaitWork() throws Exception {
        Conditions.await("the work is under way", () -> Files.size(out()) > 1_000);
    }

    private static Duration stop(Program program) throws Exception {
        long start = System.nanoTime();
        program.signal("TERM");
        assertThat(program.status()).isEqualTo(143);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private long count(String condition) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from jobs where " + condition)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Path errorFile() {
        return folder.resolve("errors");
    }

    private String errors() throws Exception {
        return Files.readString(errorFile());
    }
}
