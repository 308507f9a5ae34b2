package io.github.pgqueue.checks.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.pgqueue.checks.tools.Artifact;
import io.github.pgqueue.checks.tools.Poms;
import io.github.pgqueue.checks.tools.Project;
import io.github.pgqueue.cli.Main;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

@DisplayName("What the documents show works")
class DocumentsTest {

    static List<Block> javaBlocks() {
        return Stream.concat(
                        blocks("java").stream(), sources().map(Block::ofJavadoc).flatMap(Collection::stream))
                .toList();
    }

    static List<Block> xmlBlocks() {
        return blocks("xml");
    }

    /** Each call of the launcher, with the place where it stands. */
    static List<Arguments> calls() {
        return Stream.of("sh", Block.INLINE)
                .map(DocumentsTest::blocks)
                .flatMap(Collection::stream)
                .flatMap(block -> ShellCommands.of(block.text()).stream()
                        // The launcher hands those to another module, which reads the documents itself.
                        .filter(call -> call.isEmpty() || !call.get(0).equals("bench"))
                        .map(call -> Arguments.of(block, call)))
                .toList();
    }

    private static List<Block> blocks(String language) {
        return Project.files(".md").stream()
                .map(Block::of)
                .flatMap(Collection::stream)
                .filter(block -> block.language().equals(language))
                .toList();
    }

    private static Stream<Path> sources() {
        return Project.files(".java").stream().filter(file -> file.toString().contains("/src/main/java/"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("javaBlocks")
    @DisplayName("Java compiles")
    void javaCompiles(Block block, @TempDir Path folder) {
        JavaSnippet snippet = JavaSnippet.of(block.text());
        assertThat(snippet.compile(folder, System.getProperty("java.class.path")))
                .as("%s as it was compiled:%n%s", block.place(), snippet.source())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("xmlBlocks")
    @DisplayName("Dependencies exist, in this version")
    void dependenciesExist(Block block) {
        for (Element dependency : Poms.all(Poms.piece(block.text()), "dependency")) {
            if (Poms.text(dependency, "groupId").orElseThrow().equals(Project.GROUP)) {
                String artifact = Poms.text(dependency, "artifactId").orElseThrow();
                assertThat(Project.published())
                        .as(block.place())
                        .extracting(Artifact::name)
                        .contains(artifact);
                assertThat(Poms.text(dependency, "version")).as(block.place()).contains(Project.version());
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("calls")
    @DisplayName("The launcher knows the commands and options")
    void commandsExist(Block block, List<String> call) {
        assertThatCode(() -> Main.commandLine().parseArgs(call.toArray(String[]::new)))
                .as("%s: ./pgqueue %s", block.place(), String.join(" ", call))
                .doesNotThrowAnyException();
    }
}
