package io.github.pgqueue.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.pgqueue.benchmarks.scenario.Catalog;
import io.github.pgqueue.benchmarks.scenario.Scale;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show of {@code ./pgqueue bench} can be run. */
class DocumentedCallsTest {

    private static final Pattern CALL = Pattern.compile("\\./pgqueue bench([^#`\\n]*)");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

    static Stream<String> calls() throws IOException {
        List<String> all = Stream.of("../README.md", "README.md", "../CHANGELOG.md")
                .flatMap(file -> CALL.matcher(read(file)).results())
                .map(call -> call.group(1).strip())
                .toList();
        assertThat(all).as("calls in the documents").hasSizeGreaterThan(4);
        return all.stream();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "./pgqueue bench {0}")
    @MethodSource("calls")
    void canBeRun(String call) {
        String[] words = WORD.matcher(call)
                .results()
                .map(MatchResult::group)
                .map(word -> word.replace("'", ""))
                .toArray(String[]::new);
        assertThatCode(() -> BenchMain.commandLine(new BenchMain(System.out)).parseArgs(words))
                .doesNotThrowAnyException();
    }

    @Test
    void scenariosThatAreNamedExist() throws IOException {
        List<String> known = Catalog.of(Scale.FULL).stream().map(Scenario::name).toList();
        List<String> named = calls().filter(call -> call.contains("--only "))
                .map(call -> call.replaceAll(".*--only (\\S+).*", "$1"))
                .flatMap(names -> Arrays.stream(names.split(",")))
                .toList();
        assertThat(named).isNotEmpty().isSubsetOf(known);
    }
}
