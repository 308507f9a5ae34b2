package io.github.pgqueue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs all that a measurement runs, for moments only. That no job was lost is what the benchmark itself
 * insists on: the run fails otherwise.
 */
class SmokeTest {

    private static final String[] BRIEFLY = {
        "-f",
        "1",
        "-wi",
        "1",
        "-w",
        "50ms",
        "-i",
        "1",
        "-r",
        "100ms",
        "-p",
        "warmUpJobs=20",
        "-p",
        "pauseMillis=2",
        "-p",
        "backend=pgjdbc,pgjdbc-ng"
    };

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void measuresBothBackendsInBothPlaces(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("result.json");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            Main.run(out, with(BRIEFLY, "-rf", "json", "-rff", file.toString()));
        }
        String output = bytes.toString(UTF_8);
        assertThat(output).as("a durable server").contains("fsync on", "synchronous_commit on", "full_page_writes on");
        assertThat(output.lines().filter(line -> line.matches("\\S+-process +pgjdbc\\S* +\\d.*")))
                .as("two lines for each of four measurements: %n%s", output)
                .hasSize(8);
        assertThat(Files.readString(file, UTF_8).split("\"sinceCall\"", -1))
                .as("results in the file")
                .hasSize(1 + 4);
    }

    private static String[] with(String[] first, String... more) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
