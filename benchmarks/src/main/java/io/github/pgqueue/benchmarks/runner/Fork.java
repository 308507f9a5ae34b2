package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.process.Jvm;
import io.github.pgqueue.benchmarks.result.Trial;
import io.github.pgqueue.benchmarks.scenario.Scale;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import io.github.pgqueue.benchmarks.server.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A JVM that runs some rounds of some scenarios, seen from the one that waits for it.
 *
 * @param scale how much is done
 * @param first which round is its first
 * @param last which round is its last
 * @param scenarios which ones
 */
record Fork(Scale scale, int first, int last, List<Scenario> scenarios) {

    /**
     * Tells of each trial as it ends, and of each failure.
     *
     * @param limit no round begins, but the first, that would probably end after it
     */
    void run(Duration limit, Consumer<Trial> found, Consumer<String> failed) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(scale.name(), String.valueOf(first), String.valueOf(last), String.valueOf(limit.toMillis())));
        scenarios.forEach(scenario -> arguments.add(scenario.name()));
        Process process = Jvm.start(ForkMain.class, Server.url(), List.of(), arguments.toArray(String[]::new));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                TrialLine.trial(line).ifPresent(found);
                TrialLine.failure(line).ifPresent(failed);
            }
            if (process.waitFor() != 0) {
                failed.accept(names() + ", from round " + first + ": the process ended with " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private String names() {
        return scenarios.stream().map(Scenario::name).collect(Collectors.joining(", "));
    }
}
