package io.github.pgqueue.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.rule.Rule;
import io.github.pgqueue.testkit.contract.rule.Rules;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue, the Javadoc that binds and the tests that check speak of the same rules. */
class RulesTest {

    private static final Path API = Path.of("../pgqueue-api/src/main/java");
    private static final Path TESTKIT = Path.of("src/main/java");
    private static final Pattern IN_JAVADOC = Pattern.compile("<b>([SLD]\\d+\\.\\d+)</b>");
    private static final Pattern IN_TESTS = Pattern.compile("@Checks\\(\"([^\"]+)\"\\)");

    /** {@code S10.1} after {@code S2.1}. */
    private static final Comparator<String> BY_NUMBER =
            Comparator.<String>comparingInt(id -> number(id, 0)).thenComparingInt(id -> number(id, 1));

    private static final List<String> CATALOGUE =
            Rules.all().stream().map(Rule::id).toList();

    @Test
    void eachRuleStandsOnceInTheJavadocOfTheApi() throws IOException {
        assertThat(found(API, IN_JAVADOC)).containsExactlyInAnyOrderElementsOf(CATALOGUE);
    }

    @Test
    void eachRuleHasATestAndEachTestARule() throws IOException {
        assertThat(new TreeSet<>(found(TESTKIT, IN_TESTS))).containsExactlyInAnyOrderElementsOf(CATALOGUE);
    }

    @Test
    void theWholeContractHasAllTests() throws IOException {
        List<String> inTopics = Stream.of(BackendContract.class, ListeningBackendContract.class)
                .flatMap(contract -> Stream.of(contract.getDeclaredClasses()))
                .flatMap(topic -> Stream.of(topic.getSuperclass().getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Checks.class))
                .map(RulesTest::rule)
                .toList();
        assertThat(inTopics).containsExactlyInAnyOrderElementsOf(found(TESTKIT, IN_TESTS));
    }

    @Test
    void noNumberIsGivenTwiceAndAllAreInOrder() {
        assertThat(CATALOGUE).doesNotHaveDuplicates();
        for (String letter : List.of("S", "L", "D")) {
            List<String> ids =
                    CATALOGUE.stream().filter(id -> id.startsWith(letter)).toList();
            assertThat(ids).isSortedAccordingTo(BY_NUMBER).isNotEmpty();
        }
    }

    @Test
    void eachRuleSaysWhatItPromisesAndWhatToCheck() {
        assertThat(Rules.all())
                .allSatisfy(rule -> assertThat(rule.promise()).endsWith("."))
                .allSatisfy(rule -> assertThat(rule.hint()).matches("(?s).*[.?]"));
    }

    @Test
    void anUnknownNumberIsRefused() {
        assertThatThrownBy(() -> Rules.of("S99.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rule must be one of the catalogue: S99.1");
    }

    private static int number(String id, int part) {
        return Integer.parseInt(id.substring(1).split("\\.", -1)[part]);
    }

    private static String rule(Method method) {
        return method.getAnnotation(Checks.class).value();
    }

    private static List<String> found(Path folder, Pattern pattern) throws IOException {
        assertThat(folder).isDirectory();
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            Set<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toSet());
            for (Path source : sources) {
                pattern.matcher(Files.readString(source))
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .forEach(ids::add);
            }
        }
        return ids;
    }
}
