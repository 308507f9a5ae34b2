package io.github.pgqueue.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.chaos.check.Evidence;
import io.github.pgqueue.chaos.control.Progress;
import io.github.pgqueue.chaos.control.Run;
import io.github.pgqueue.chaos.control.RunSettings;
import io.github.pgqueue.chaos.history.Histories;
import io.github.pgqueue.chaos.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The short run: all that a long one does, for moments only. */
@DisplayName("A short run of chaos")
class ChaosIT {

    private static final long SEED = 20_261_101;

    @Test
    @DisplayName("breaks no promise")
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void breaksNoPromise(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        RunSettings settings = new RunSettings(
                SEED, Duration.ofSeconds(20), 4, 2, Duration.ofMillis(80), Duration.ofSeconds(90), folder);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(told, true, UTF_8)) {
            Run.perform(settings, new Progress(out, true));
        }
        Report report = Report.of(Evidence.of(Histories.read(folder, "")));
        assertThat(report.findings())
                .as("%s%nthe histories are in %s", String.join("\n", report.lines()), folder)
                .isEmpty();
        assertThat((Integer) report.figures().get("jobs")).as("jobs").isGreaterThan(300);
        assertThat((Map<?, ?>) report.figures().get("faults"))
                .as("faults, of %s", told.toString(UTF_8))
                .hasSizeGreaterThan(5);
    }
}
