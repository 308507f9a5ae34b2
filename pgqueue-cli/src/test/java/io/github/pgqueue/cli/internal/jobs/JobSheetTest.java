package io.github.pgqueue.cli.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobSheetTest {

    private static final Instant TIME = Instant.parse("2026-11-01T09:00:00.123456Z");

    @Test
    void aFreshJobHasNothingToHide() {
        assertThat(JobSheet.of(job(JobState.NEW, Optional.empty(), false, List.of(), Map.of())))
                .containsExactly(
                        "id        17",
                        "queue     mail",
                        "state     new",
                        "priority  -5",
                        "attempt   2",
                        "due       2026-11-01T09:00:00.123456Z",
                        "pushed    2026-11-01T09:00:01.123456Z",
                        "changed   2026-11-01T09:00:02.123456Z");
    }

    @Test
    void headersAreInOrderAndFailuresHaveTheirTraces() {
        AttemptError traced = new AttemptError(
                1, TIME, "a", "X", Optional.of("m"), Optional.of("X: m\n\tat one\nCaused by: Y\n\tat two\n"));
        AttemptError bare = new AttemptError(2, TIME, "b", "Z", Optional.of("gone"), Optional.empty());

        assertThat(JobSheet.of(job(
                        JobState.RUNNING,
                        Optional.of("Z: gone"),
                        true,
                        List.of(traced, bare),
                        Map.of("b", "2", "a", "1=1"))))
                .contains("state     running, asked to end", "node      n", "error     Z: gone")
                .containsSubsequence("header    a=1=1", "header    b=2")
                .endsWith(
                        "",
                        "attempt 1 failed at 2026-11-01T09:00:00.123456Z on a",
                        "  X: m",
                        "      at one",
                        "  Caused by: Y",
                        "      at two",
                        "",
                        "attempt 2 failed at 2026-11-01T09:00:00.123456Z on b",
                        "  Z: gone");
    }

    @Test
    void noTextCanForgeALine() {
        List<String> lines = JobSheet.of(job(
                JobState.ERROR,
                Optional.of("X\nstate     success\u001b[31m"),
                false,
                List.of(),
                Map.of("h", "1\nstate     success")));

        assertThat(lines)
                .contains("error     X state     success?[31m", "header    h=1 state     success")
                .doesNotContain("state     success");
    }

    private static JobInfo job(
            JobState state,
            Optional<String> error,
            boolean cancelRequested,
            List<AttemptError> errors,
            Map<String, String> headers) {
        Optional<String> node = state == JobState.NEW ? Optional.empty() : Optional.of("n");
        return new JobInfo(
                17,
                "mail",
                state,
                -5,
                2,
                error,
                TIME,
                TIME.plusSeconds(1),
                TIME.plusSeconds(2),
                node,
                cancelRequested,
                errors,
                headers);
    }
}
