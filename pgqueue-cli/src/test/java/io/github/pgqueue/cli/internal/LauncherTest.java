package io.github.pgqueue.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, with a Java and a Maven that only tell how they were called. */
@Timeout(120)
class LauncherTest {

    @TempDir
    Path folder;

    private FakeClone clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = new FakeClone(folder.toRealPath());
    }

    @Test
    void buildsOnceAndSaysSo() throws Exception {
        CliRun first = clone.run("demo");
        CliRun second = clone.run("demo");

        assertThat(first.errLines().get(0)).startsWith("pgqueue: building itself");
        assertThat(first.errLines().get(1)).isEqualTo("  [7/7] pgqueue-cli");
        assertThat(second.status()).isZero();
        assertThat(second.err()).isEmpty();
        assertThat(clone.builds()).isEqualTo(1);
    }

    @Test
    void buildsAnewWhenASourceIsNewer() throws Exception {
        clone.run("demo");
        Files.setLastModifiedTime(clone.source(), FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(clone.run("demo").err()).contains("sources have changed");
        assertThat(clone.builds()).isEqualTo(2);
    }

    @Test
    void buildsAnewWhenASourceIsGone() throws Exception {
        clone.run("demo");
        Path sources = clone.source().getParent();
        Files.delete(clone.source());
        Files.setLastModifiedTime(sources, FileTime.from(Instant.now().plusSeconds(60)));

        clone.run("demo");
        assertThat(clone.builds()).isEqualTo(2);
    }

    @Test
    void handsOverEveryArgumentAsItIs() throws Exception {
        CliRun run = clone.run("push", "two words", "", "*", "a\"b'c\\", "line\nbreak", "$HOME", "--", "-x");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("[io.github.pgqueue.cli.Main]\n"
                        + "[push]\n[two words]\n[]\n[*]\n[a\"b'c\\]\n[line\nbreak]\n[$HOME]\n[--]\n[-x]\n");
    }

    @Test
    void theBenchmarksAreAModuleOfTheirOwn() throws Exception {
        CliRun bench = clone.run("bench", "--json", "two words");

        assertThat(bench.errLines().get(1)).isEqualTo("  [7/7] benchmarks");
        assertThat(bench.out())
                .contains("[io.github.pgqueue.benchmarks.runner.BenchMain]\n[--json]\n[two words]\n")
                .contains("/the clone/benchmarks/target/launcher/")
                .as("measured code is compiled as far as it goes")
                .doesNotContain("TieredStopAtLevel");
        assertThat(clone.run("bench").err()).isEmpty();
        assertThat(clone.builds()).isEqualTo(1);
    }

    @Test
    void aNewerBenchmarkIsBuiltForBenchAlone() throws Exception {
        clone.run("demo");
        clone.run("bench");
        Files.setLastModifiedTime(clone.benchmark(), FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(clone.run("demo").err()).isEmpty();
        assertThat(clone.run("bench").err()).contains("sources have changed");
        assertThat(clone.builds()).isEqualTo(3);
    }

    @Test
    void staysInTheFolderWhereItWasCalled() throws Exception {
        assertThat(clone.run("demo").out()).endsWith(folder.toRealPath() + "\n");
    }

    @Test
    void worksThroughLinks() throws Exception {
        Path links = Files.createDirectory(folder.resolve("links"));
        Path relative = Files.createSymbolicLink(links.resolve("relative"), Path.of("..", "the clone", "pgqueue"));
        Path twice = Files.createSymbolicLink(folder.resolve("twice"), relative);

        CliRun run = clone.start(Map.of(), twice, "demo").finish();

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("[demo]");
    }

    @Test
    void aJavaThatIsTooOldIsOneLine() throws Exception {
        CliRun run = clone.run(Map.of("FAKE_JAVA", "1.8.0_402"), "demo");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("17 or newer", "Java 8", "JAVA_HOME");
        assertThat(clone.builds()).isZero();
    }

    @Test
    void newerJavasWillDo() throws Exception {
        assertThat(clone.run(Map.of("FAKE_JAVA", "25"), "demo").status()).isZero();
        assertThat(clone.run(Map.of("FAKE_JAVA", "26-ea"), "demo").status()).isZero();
    }

    @Test
    void noJavaIsOneLine() throws Exception {
        CliRun run = clone.run(Map.of("JAVA_HOME", "/nowhere"), "demo");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("needs a JDK");
    }

    @Test
    void noCompilerIsOneLine() throws Exception {
        clone.removeCompiler();

        CliRun run = clone.run("demo");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("needs a JDK");
    }

    @Test
    void noMavenIsOneLine() throws Exception {
        clone.removeMaven();

        CliRun run = clone.run("demo");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("Maven");
    }

    @Test
    void neitherCompilerNorMavenIsNeededOnceItIsBuilt() throws Exception {
        clone.run("demo");
        clone.removeCompiler();
        clone.removeMaven();

        assertThat(clone.run("demo").status()).isZero();
    }

    @Test
    void aFailedBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
        CliRun run = clone.run(Map.of("FAKE_STATUS", "1"), "demo");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("[ERROR] what went wrong", "build.log");
        assertThat(clone.run("demo").status()).isZero();
        assertThat(clone.builds()).isEqualTo(2);
    }

    @Test
    void aFailedBuildLeavesTheOldOneInPlace() throws Exception {
        clone.run("demo");
        String before = Files.readString(clone.work().resolve("current"));
        Files.setLastModifiedTime(clone.source(), FileTime.from(Instant.now().plusSeconds(60)));
        clone.run(Map.of("FAKE_STATUS", "1"), "demo");

        assertThat(clone.work().resolve("current")).content().isEqualTo(before);
        assertThat(clone.work().resolve(before.strip())).isDirectoryContaining("glob:**/some.jar");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        clone.holdBuilds();
        FakeClone.Launched first = clone.start(Map.of(), clone.launcher(), "demo");
        Conditions.await("the first one builds", () -> clone.builds() == 1);
        FakeClone.Launched second = clone.start(Map.of(), clone.launcher(), "stats");
        Conditions.await(
                "the second one waits", () -> Files.readString(second.err()).contains("waiting for another build"));
        clone.letBuildsGo();

        assertThat(first.finish().out()).contains("[demo]");
        assertThat(second.finish().out()).contains("[stats]");
        assertThat(clone.builds()).isEqualTo(1);
    }

    @Test
    void aLockOfAProcessThatIsGoneIsTakenAway() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = Files.createDirectories(clone.work().resolve("lock"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        List<FakeClone.Launched> some = List.of(
                clone.start(Map.of(), clone.launcher(), "demo"),
                clone.start(Map.of(), clone.launcher(), "demo"),
                clone.start(Map.of(), clone.launcher(), "demo"));

        for (FakeClone.Launched launched : some) {
            assertThat(launched.finish().status()).isZero();
        }
        assertThat(clone.builds()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }

    @Test
    void aLauncherThatIsStoppedGivesTheLockBack() throws Exception {
        clone.holdBuilds();
        FakeClone.Launched first = clone.start(Map.of(), clone.launcher(), "demo");
        Conditions.await("it builds", () -> clone.builds() == 1);
        first.process().destroy();
        clone.letBuildsGo();

        assertThat(first.finish().status()).isEqualTo(143);
        assertThat(clone.work().resolve("lock")).doesNotExist();
        assertThat(clone.run("demo").status()).isZero();
    }
}
