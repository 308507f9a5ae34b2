package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.contender.Pgqueue;
import io.github.pgqueue.benchmarks.process.Jvm;
import io.github.pgqueue.benchmarks.result.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Jobs a second that a JVM with little memory does, and the bytes that it allocates for each.
 *
 * @param jobs how many
 * @param payloadBytes of each
 * @param heap its memory, as in {@code -Xmx}
 */
public record SmallHeap(long jobs, int payloadBytes, String heap) implements Measurement {

    private static final String FILL = """
            insert into jobs (queue_name, payload)
            select 'work', decode(repeat('00', %d), 'hex') from generate_series(1, %d)
            """;

    @Override
    public Sample measure(String url) throws Exception {
        try (Stage stage = Stage.open(Pgqueue.byPgjdbc(), url, 2)) {
            stage.arena().execute(FILL.formatted(payloadBytes, jobs));
            stage.arena().settle();
            Process process = Jvm.start(
                    SmallHeapMain.class,
                    url,
                    List.of("-Xmx" + heap),
                    stage.arena().schema(),
                    String.valueOf(jobs));
            String said = output(process);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the process with " + heap + " failed: " + said);
            }
            String[] figures = said.strip().split(" ");
            return new Sample(
                    Double.parseDouble(figures[0]), Map.of("allocated bytes/job", Double.parseDouble(figures[1])));
        }
    }

    private static String output(Process process) throws IOException {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return String.join("\n", out.lines().toList());
        }
    }
}
