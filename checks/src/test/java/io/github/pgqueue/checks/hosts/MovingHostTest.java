package io.github.pgqueue.checks.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import io.github.pgqueue.testkit.database.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A database whose host's name moves")
@Timeout(120)
@SuppressWarnings("try")
class MovingHostTest {

    private static final String HOST = "moving.test";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @CsvSource({"pgjdbc, pgjdbc", "pgjdbc-ng, pgjdbc-ng", "pgjdbc, vertx"})
    @DisplayName("is found where it is now, by reconnects of the listener and of the pool")
    void isResolvedAnew(String store, String listener) throws Exception {
        try (TestDatabase database = TestDatabases.shared().newDatabase();
                Wire here = wire(database, 1, 0);
                Wire there = wire(database, 2, here.port());
                PgQueues queues = PgQueues.create(config(database, store))) {
            queues.bootstrap();
            moveTo(1);
            Process worker = start(here.url(HOST), database, store, listener);
            try {
                await("listener PROVEN");
                assertThat(there.connections()).isZero();

                moveTo(2);
                here.close();

                await("listener LOST");
                await("listener PROVEN");
                queues.queue(HostWorker.QUEUE).push(NewJob.of("after the move"));
                await("job after the move");
                assertThat(there.connections()).isPositive();
            } finally {
                worker.destroyForcibly().waitFor();
            }
        }
    }

    private static Wire wire(TestDatabase database, int last, int port) throws IOException {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        try {
            return Wire.to(database, address, port);
        } catch (UncheckedIOException none) {
            return Assumptions.abort("this machine has no " + address);
        }
    }

    private static PgQueuesConfig config(TestDatabase database, String store) {
        return PgQueuesConfig.builder(database.url())
                .credentials(database.user(), database.password())
                .backend(store)
                .build();
    }

    private Path hosts() {
        return folder.resolve("hosts");
    }

    /** In one step, as the process may be reading it. */
    private void moveTo(int last) throws IOException {
        Path next =
                Files.writeString(folder.resolve("next"), "127.0.0.1 localhost\n127.0.0." + last + " " + HOST + "\n");
        Files.move(next, hosts(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Java looks into a file for hosts where it is told to, and keeps what it found for as long as it is told to. */
    private Process start(String url, TestDatabase database, String store, String listener) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.net.hosts.file=" + hosts(),
                        "-Dsun.net.inetaddr.ttl=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostWorker.class.getName(),
                        url,
                        database.user(),
                        database.password(),
                        store,
                        listener))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        Thread reader = new Thread(() -> read(process), "host-worker-output");
        reader.setDaemon(true);
        reader.start();
        return process;
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException gone) {
            said.add("gone " + gone);
        }
    }

    /** Passes over all else. */
    private void await(String line) throws InterruptedException {
        String next;
        do {
            next = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("%s within %s s", line, PATIENCE_SECONDS).isNotNull();
        } while (!next.equals(line));
    }
}
