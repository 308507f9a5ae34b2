package io.github.pgqueue.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.result.Sample;
import io.github.pgqueue.benchmarks.result.Trial;
import io.github.pgqueue.benchmarks.scenario.Entry;
import io.github.pgqueue.benchmarks.scenario.Ratio;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import io.github.pgqueue.benchmarks.scenario.Target;
import io.github.pgqueue.benchmarks.scenario.Unit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What is written of results that are known. */
class ReportTest {

    private final Scenario push = new Scenario(
            "push-1",
            "Push, one thread",
            Unit.PER_SECOND,
            "What it means.",
            "1,000 jobs",
            5,
            false,
            List.of(entry("raw"), entry("table"), entry("pgqueue"), entry("db-scheduler-tuned")),
            List.of(
                    new Ratio("push_1_vs_raw", "pgqueue", "raw", null, Target.atLeast(0.8), "push_1_limit_vs_raw"),
                    new Ratio("push_1_limit_vs_raw", "table", "raw", null, null, null),
                    new Ratio("push_1_wal_vs_raw", "pgqueue", "raw", "WAL bytes/job", Target.atMost(2), null),
                    new Ratio("push_1_vs_nobody", "pgqueue", "nobody", null, null, "push_1_limit_vs_nobody")));
    private final Scenario skipped = new Scenario(
            "skipped", "Not run", Unit.MILLIS, "Nothing.", "Nothing", 5, false, List.of(entry("raw")), List.of());
    private final List<Scenario> scenarios = List.of(push, skipped);
    private final Results results = new Results();

    private static Entry entry(String name) {
        return new Entry(name, url -> Sample.of(0));
    }

    @BeforeEach
    void find() {
        add("raw", 1, 1000);
        add("raw", 2, 2000);
        add("table", 1, 880);
        add("table", 2, 1840);
        add("pgqueue", 1, 900);
        add("pgqueue", 2, 1600);
        results.addFailure("push-1, db-scheduler-tuned: gone");
    }

    private void add(String entry, int round, double value) {
        results.add(new Trial(
                push.name(),
                entry,
                round,
                new Sample(value, Map.of("WAL bytes/job", entry.equals("raw") ? 321 : 456.0))));
    }

    private Report report() {
        return new Report(scenarios, results, "a machine\n", "load 0.10", Map.of("shared_buffers", "512MB"));
    }

    @Test
    void theReportShowsWhatWasFoundAndNothingElse() {
        assertThat(report().text())
                .contains("a machine\nload 0.10")
                .contains("`shared_buffers = 512MB`")
                .contains(
                        "| `push_1_vs_raw` | Push, one thread: pgqueue / raw | 0.85 (0.80 - 0.90) | >= 0.8 | 0.90 | met |")
                .contains("| `push_1_limit_vs_raw` | Push, one thread: table / raw | 0.90 (0.88 - 0.92) |  |  |  |")
                .contains(
                        "| `push_1_wal_vs_raw` | Push, one thread: WAL bytes/job, pgqueue / raw | 1.42 (1.42 - 1.42) |")
                .contains(
                        "## Push, one thread\n\nWhat it means.\n\nSize: 1,000 jobs. Rounds: 2.\n\n![Push, one thread](charts/push-1.svg)")
                .contains("|  | jobs/s | WAL bytes/job |")
                .contains("| raw | 1,500 (1,000 - 2,000) | 321 |")
                .contains("| pgqueue | 1,250 (900 - 1,600) | 456 |")
                .contains("- push-1, db-scheduler-tuned: gone")
                .contains("| raw-1 | pgjdbc 4")
                .doesNotContain("push_1_vs_nobody", "Not run", "| jobrunr |");
    }

    @Test
    void aMissedTargetIsSaid() {
        add("pgqueue", 1, 700);
        assertThat(new RatioTable(scenarios, results).text())
                .containsPattern("push_1_vs_raw +0.75 \\(0.70 - 0.80\\) +>= 0.8 +0.90 +missed");
    }

    @Test
    void chartsAreSvg(@TempDir Path folder) throws Exception {
        Path file = report().write(folder.resolve("new"));
        assertThat(file).isEqualTo(folder.resolve("new/RESULTS.md")).content().startsWith("# Results");
        Path chart = folder.resolve("new/charts/push-1.svg");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Element svg = factory.newDocumentBuilder().parse(chart.toFile()).getDocumentElement();
        assertThat(svg.getTagName()).isEqualTo("svg");
        // Letters are drawn: a reader needs no font.
        assertThat(svg.getElementsByTagName("path").getLength()).isPositive();
        assertThat(folder.resolve("new/charts")).isDirectoryNotContaining("glob:**skipped*");
    }

    @Test
    void jsonIsOneFlatObjectOfNumbers(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ratios.json");
        new JsonFile(scenarios, results).write(file);
        assertThat(file).content().isEqualTo("""
                {
                  "push_1_vs_raw": 0.8500,
                  "push_1_limit_vs_raw": 0.9000,
                  "push_1_wal_vs_raw": 1.4206,
                  "median_of_push_1_raw": 1500.0000,
                  "median_of_push_1_table": 1360.0000,
                  "median_of_push_1_pgqueue": 1250.0000
                }
                """);
    }

    @Test
    void jsonHasNoInfinity() {
        add("raw", 1, 0);
        add("raw", 2, 0);
        assertThat(new JsonFile(scenarios, results).text()).doesNotContain("push_1_vs_raw");
    }
}
