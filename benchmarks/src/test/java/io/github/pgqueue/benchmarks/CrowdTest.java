package io.github.pgqueue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.benchmarks.crowd.Crowd;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that is measured beside crowds, for moments only. */
class CrowdTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void measuresBesideEachCrowd() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            CrowdMain.run(out, "1000", "100", "1");
        }
        String output = bytes.toString(UTF_8);
        for (Crowd crowd : Crowd.values()) {
            assertThat(output.lines().filter(line -> line.startsWith("beside " + crowd.title() + " ")))
                    .as("lines of %s: %n%s", crowd, output)
                    .singleElement()
                    .asString()
                    .matches(".* [1-9]\\d* jobs/s  ratio \\d+\\.\\d\\d .*");
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void measuresBesideThoseThatAreNamed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            CrowdMain.run(out, "10", "10", "1", "later");
        }
        assertThat(bytes.toString(UTF_8).lines().filter(line -> line.startsWith("beside ")))
                .hasSize(2);
    }
}
