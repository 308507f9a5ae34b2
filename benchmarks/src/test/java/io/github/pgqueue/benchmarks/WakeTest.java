package io.github.pgqueue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.Wake;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that is measured of pushes, for moments only. */
class WakeTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void measuresEachWayWithEachNumberOfThreads() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            WakeMain.run(out, "100", "1", "1", "4");
        }
        String output = bytes.toString(UTF_8);
        assertThat(output).as("a durable server").contains("fsync on", "synchronous_commit on");
        for (int threads : new int[] {1, 4}) {
            for (Wake way : Wake.values()) {
                String start = " " + threads + " threads, " + way.name().toLowerCase(Locale.ROOT) + " ";
                assertThat(output.lines().filter(line -> line.startsWith(start)))
                        .as("lines of %s: %n%s", start, output)
                        .singleElement()
                        .asString()
                        .matches(".* ratio \\d+\\.\\d\\d .* [1-9]\\d* pushes/s");
            }
        }
    }
}
