package io.github.pgqueue.cli.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobState;
import io.github.pgqueue.QueueStats;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void whatWasPushedDoneAndFailedMustBeInTheTable() {
        assertThat(findings(3, 2, 1, stats(2, 1, 0)).addUp()).isTrue();
    }

    @Test
    void aJobThatWasNeverDoneShows() {
        assertThat(findings(4, 2, 1, stats(2, 1, 1)).addUp()).isFalse();
        assertThat(findings(4, 2, 1, stats(2, 1, 0)).addUp()).isFalse();
    }

    @Test
    void aJobThatWasDoneTwiceShows() {
        assertThat(findings(3, 3, 1, stats(2, 1, 0)).addUp()).isFalse();
    }

    @Test
    void aJobTooManyInTheTableShows() {
        assertThat(findings(3, 2, 1, stats(2, 1, 1)).addUp()).isFalse();
    }

    @Test
    void anEndThatTheTableDoesNotHaveShows() {
        assertThat(findings(3, 2, 1, stats(1, 2, 0)).addUp()).isFalse();
        assertThat(findings(3, 2, 1, stats(1, 1, 1)).addUp()).isFalse();
    }

    @Test
    void theReportEndsWithWhetherItAddsUp() {
        Findings good = findings(3, 2, 1, stats(2, 1, 0));
        Findings bad = findings(4, 2, 1, stats(2, 1, 1));

        assertThat(lastLine(List.of(good, good)))
                .isEqualTo("Pushed 6 jobs: 4 done, 2 failed on purpose. The table agrees.");
        assertThat(lastLine(List.of(good, bad)))
                .isEqualTo("Pushed 7 jobs: 4 done, 2 failed on purpose. This does not add up:"
                        + " the table has 7 jobs, 4 of them done, 2 failed.");
    }

    @Test
    void everyTimeIsInTheDistributionOnce() {
        List<String> lines = Distribution.lines(List.of(findings(3, 2, 1, stats(2, 1, 0))));

        assertThat(lines.stream().filter(line -> line.endsWith("# 1"))).hasSize(3);
        assertThat(lines.get(2)).startsWith(" up to   0.5").endsWith("# 1");
        assertThat(lines.get(lines.size() - 1)).startsWith(" above    32").endsWith("# 1");
    }

    private static String lastLine(List<Findings> all) {
        StringWriter text = new StringWriter();
        new Report(new PrintWriter(text)).print(all);
        List<String> lines = text.toString().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private static Findings findings(int pushed, int done, int failed, List<QueueStats> stats) {
        Tally tally = new Tally();
        tally.addPushed(pushed);
        for (int i = 0; i < done; i++) {
            tally.addDone();
        }
        for (int i = 0; i < failed; i++) {
            tally.addFailed();
        }
        Histogram latency = new Histogram(3);
        latency.recordValue(400_000);
        latency.recordValue(1_500_000);
        latency.recordValue(1_000_000_000);
        Throughput throughput = new Throughput(10, Duration.ofSeconds(1), Duration.ofSeconds(2));
        return new Findings("pgjdbc", tally, latency, throughput, stats);
    }

    private static List<QueueStats> stats(long success, long error, long waiting) {
        List<QueueStats> stats = new ArrayList<>(List.of(
                new QueueStats("a", JobState.SUCCESS, success, Optional.empty()),
                new QueueStats("b", JobState.ERROR, error, Optional.empty())));
        if (waiting > 0) {
            stats.add(new QueueStats("b", JobState.NEW, waiting, Optional.of(Duration.ZERO)));
        }
        return stats;
    }
}
