package io.github.pgqueue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that is measured from commits to handlers, for moments only. */
class PickupTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void measuresEachBesideTheFloor() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            PickupMain.run(out, "5", "2", "1", "10");
        }
        String output = bytes.toString(UTF_8);
        assertThat(output).as("a durable server").contains("fsync on", "synchronous_commit on");
        for (Rung rung : Rung.values()) {
            for (String name :
                    new String[] {"bare wire", "bare wire and one fetch", "pgjdbc", "pgjdbc-ng", "pgjdbc, own sockets"
                    }) {
                String start = "%s  %-23s  ".formatted(rung, name);
                assertThat(output.lines().filter(line -> line.startsWith(start)))
                        .as("lines of %s: %n%s", start, output)
                        .singleElement()
                        .asString()
                        // Who commits may learn of it later than who listens does.
                        .matches(
                                ".*  p50 -?\\d+\\.\\d\\d .* ms  ratio -?\\d+\\.\\d\\d .*  p99 -?\\d+\\.\\d\\d .* ms  ratio .*");
            }
        }
    }

    @Test
    void takesThePercentilesOfEachRoundAndOfAll() {
        Pickups pickups = new Pickups(2);
        pickups.add(0, new long[] {3_000_000, 1_000_000, 2_000_000});
        pickups.add(1, new long[] {9_000_000, 7_000_000, 8_000_000});
        assertThat(pickups.each(0.5)).containsExactly(2, 8);
        assertThat(pickups.each(0.99)).containsExactly(3, 9);
        assertThat(pickups.all(0.5)).isEqualTo(3);
        assertThat(Pickups.spread(pickups.each(0.5))).isEqualTo("5.00 (2.00-8.00)");
    }
}
