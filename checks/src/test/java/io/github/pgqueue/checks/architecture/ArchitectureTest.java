package io.github.pgqueue.checks.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.pgqueue.checks.tools.Project;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The rules of the house")
class ArchitectureTest {

    private static final String ROOT = "io.github.pgqueue";
    private static final String WRONG = "io.github.pgqueue.checks.wrong";

    private static final Pattern SOURCE =
            Pattern.compile("[^/]+/src/main/java/(?<package>.+/internal(/.+)?)/[^/]+[.]java");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/pgqueue/checks/"))
            .importPackages(ROOT);

    private static final JavaClasses BREAKERS = new ClassFileImporter().importPackages(WRONG);

    static Stream<Rule> rules() {
        return rules(ROOT);
    }

    static Stream<Rule> rulesForBreakers() {
        return rules(WRONG);
    }

    private static Stream<Rule> rules(String root) {
        return Stream.of(new KnowledgeRules(root).all(), SignatureRules.all(), new CodeRules(root).all())
                .flatMap(Collection::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    @DisplayName("hold")
    void hold(Rule rule) {
        rule.rule().check(HOUSE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesForBreakers")
    @DisplayName("can fail, and name who broke them")
    void canFail(Rule rule) {
        assertThatThrownBy(() -> rule.rule().check(BREAKERS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(rule.breaker().getName())
                .hasMessageContaining("because");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CLI", "BENCHMARKS", "CHAOS"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("are about every module")
    void seeEveryModule(Module module) {
        assertThat(HOUSE.stream()
                        .flatMap(type -> Module.of(ROOT, type.getPackageName()).stream())
                        .collect(Collectors.toSet()))
                .as("the modules whose classes are on the class path")
                .contains(module);
    }

    /** By the folders, lest a rule about rooms holds as it sees none. */
    @Test
    @DisplayName("are about every package below internal")
    void seeEveryRoom() {
        Rooms rooms = new Rooms(ROOT);
        assertThat(HOUSE.stream()
                        .map(JavaClass::getPackageName)
                        .filter(rooms::contain)
                        .collect(Collectors.toSet()))
                .as("the packages that are rooms")
                .contains(ROOT + ".internal.node", ROOT + ".cli.internal.demo")
                .isEqualTo(roomsByFolder());
    }

    private static Set<String> roomsByFolder() {
        return Project.files(".java").stream()
                .map(file -> SOURCE.matcher(Project.root().relativize(file).toString()))
                .filter(Matcher::matches)
                .map(source -> source.group("package").replace('/', '.'))
                .collect(Collectors.toSet());
    }
}
