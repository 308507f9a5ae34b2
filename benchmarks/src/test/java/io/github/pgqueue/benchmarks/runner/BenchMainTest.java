package io.github.pgqueue.benchmarks.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.benchmarks.result.Sample;
import io.github.pgqueue.benchmarks.result.Trial;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BenchMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private BenchMain main() {
        return new BenchMain(new PrintStream(out, true, UTF_8));
    }

    private int run(String... args) {
        return run(main(), args);
    }

    private int run(BenchMain main, String... args) {
        CommandLine line = BenchMain.commandLine(main);
        return line.setErr(new PrintWriter(err, true)).execute(args);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    @Test
    void listsWhatItWouldMeasure() {
        assertThat(run("--list")).isZero();
        assertThat(out().lines())
                .anyMatch(line -> line.startsWith("push-32 "))
                .anyMatch(line -> line.startsWith("backlog "));
    }

    @Test
    void theQuickRunIsShorter() {
        assertThat(run("--quick", "--list")).isZero();
        assertThat(out().lines())
                .anyMatch(line -> line.startsWith("push-32 "))
                .noneMatch(line -> line.startsWith("backlog "));
    }

    @Test
    void theMediumRunHasAllScenarios() {
        assertThat(run("--medium", "--list")).isZero();
        String medium = out();
        out.reset();
        assertThat(run("--list")).isZero();
        assertThat(medium.lines().map(line -> line.split(" ")[0]))
                .containsExactlyElementsOf(
                        out().lines().map(line -> line.split(" ")[0]).toList());
        assertThat(medium).contains("A backlog of 2 million jobs");
        assertThat(run("--medium", "--quick")).isEqualTo(2);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("--only", "push-32,push-33")).isEqualTo(2);
        assertThat(err.toString()).contains("--only must name scenarios of --list: push-33");
        assertThat(run("--rounds", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--rounds must be 1 or more: 0");
        assertThat(run("--fast")).isEqualTo(2);
    }

    @Test
    void measuresInJvmsOfTheirOwnAndWritesWhatWasAskedFor(@TempDir Path folder) {
        Path json = folder.resolve("ratios.json");
        int status = run(
                main().tiny(),
                "--only",
                "push-in-transaction,small-heap,kept",
                "--rounds",
                "2",
                "--json",
                json.toString(),
                "--report",
                folder.toString());

        assertThat(out())
                .contains(
                        "fsync on",
                        "all rounds of what has one JVM",
                        "round 2 of 2",
                        "push_in_transaction_time_vs_bare_insert");
        assertThat(status).as("%s%s", out(), err).isZero();
        assertThat(json)
                .content()
                .contains(
                        "\"push_in_transaction_time_vs_plain_sql\": ",
                        "median_of_small_heap_pgqueue",
                        "\"kept_vs_none\": ");
        assertThat(folder.resolve("RESULTS.md"))
                .content()
                .contains("scale: tiny, 2 rounds at most", "allocated bytes/job", "Rounds: 2.", "| pgqueue | 0.1.0");
        assertThat(folder.resolve("charts/small-heap.svg")).isNotEmptyFile();
    }

    @Test
    void aServerThatIsNotThereIsALineAndAStatus() {
        assertThat(run("--url", "jdbc:postgresql://localhost:1/none")).isEqualTo(1);
        assertThat(err.toString()).startsWith("pgqueue bench: ");
    }

    @Test
    void aForkTellsAllOfATrial() {
        Trial trial = new Trial("drain", "pgqueue, held", 3, new Sample(1.5, Map.of("a=b", 2.0)));
        assertThat(TrialLine.trial(TrialLine.of(trial))).contains(trial);
        assertThat(TrialLine.failure(TrialLine.ofFailure("it\nfailed"))).contains("it failed");
        assertThat(TrialLine.trial("something else")).isEmpty();
        assertThat(TrialLine.failure("something else")).isEmpty();
    }
}
