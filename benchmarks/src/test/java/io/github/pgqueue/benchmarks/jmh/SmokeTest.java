package io.github.pgqueue.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.benchmarks.shared.Logs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs all that a measurement runs, for moments only. That no job was lost is what the benchmark itself
 * insists on: the run fails otherwise.
 */
class SmokeTest {

    private static final String[] BRIEFLY = {
        "-f", "1", "-wi", "1", "-w", "50ms", "-i", "1", "-r", "100ms", "-p", "warmUpJobs=20", "-p", "pauseMillis=2"
    };

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @BeforeAll
    static void quiet() {
        Logs.quiet();
    }

    private String run(String... arguments) throws Exception {
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            new JmhRun(out, with(BRIEFLY, arguments)).run();
        }
        return bytes.toString(UTF_8);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void measuresBothBackendsInBothPlaces(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("result.json");
        String output = run(
                "LatencyBenchmark",
                "-p",
                "backend=pgjdbc,pgjdbc-ng",
                "-p",
                "transport=plain",
                "-rf",
                "json",
                "-rff",
                file.toString());
        assertThat(output).as("a durable server").contains("fsync on", "synchronous_commit on", "full_page_writes on");
        assertThat(output.lines().filter(line -> line.matches("\\S+-process +plain +pgjdbc\\S* +\\d.*")))
                .as("two lines for each of four measurements: %n%s", output)
                .hasSize(8);
        assertThat(Files.readString(file, UTF_8).split("\"sinceCall\"", -1))
                .as("results in the file")
                .hasSize(1 + 4);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void measuresOverTlsByAllListenersAndTheOldWay() throws Exception {
        String output = run(
                "LatencyBenchmark",
                "-p",
                "backend=pgjdbc-ng,pgjdbc+vertx,drain-and-sleep",
                "-p",
                "worker=other-process",
                "-p",
                "transport=tls");
        assertThat(output.lines().filter(line -> line.matches("other-process +tls +\\S+ +\\d.*")))
                .as("two lines for each of three measurements: %n%s", output)
                .hasSize(6);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void countsPushesAndClaims(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("result.json");
        String output = run(
                "push8|claimAndAck1",
                "-p",
                "batch=10",
                "-p",
                "backend=pgjdbc-ng",
                "-rf",
                "json",
                "-rff",
                file.toString());
        for (String label : List.of("push +8", "claimAndAck +1")) {
            assertThat(output.lines().filter(line -> line.matches(label + " +10 +pgjdbc-ng +[1-9][\\d,.]*")))
                    .as("lines of %s: %n%s", label, output)
                    .hasSize(1);
        }
        assertThat(Files.readString(file, UTF_8).split("\"jobs\"", -1))
                .as("results in the file")
                .hasSize(1 + 2);
    }

    private static String[] with(String[] first, String... more) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
