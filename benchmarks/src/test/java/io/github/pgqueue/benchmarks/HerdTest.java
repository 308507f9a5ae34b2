package io.github.pgqueue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that is measured of crowds, with few jobs. */
class HerdTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void measuresEachBackendWithEachNumberOfNodes() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            HerdMain.run(out, "5", "1", "3");
        }
        String output = bytes.toString(UTF_8);
        for (String backend : new String[] {"pgjdbc ", "pgjdbc-ng "}) {
            for (String nodes : new String[] {" 1 nodes", " 3 nodes"}) {
                assertThat(output.lines().filter(line -> line.startsWith(backend) && line.contains(nodes)))
                        .as("lines of %s with%s: %n%s", backend, nodes, output)
                        .singleElement()
                        .asString()
                        .matches(".* [1-9]\\d*\\.\\d statements a job  insert to handler p50 \\d.* ms");
            }
        }
    }
}
