package io.github.pgqueue.checks.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Blocks of documents")
class SnippetsTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("are found with their place and language")
    void found() {
        List<Block> blocks = Block.of("A.md", List.of("text", "```java", "one", "two", "```", "", "```", "x", "```"));

        assertThat(blocks)
                .containsExactly(
                        new Block("A.md:2", "java", List.of("one", "two")), new Block("A.md:7", "", List.of("x")));
    }

    @Test
    @DisplayName("are found in Javadoc too")
    void javadoc() throws IOException {
        Path source = Files.writeString(
                folder.resolve("A.java"),
                "    /**\n     * Text.\n     *\n     * <pre>{@code\n     * one();\n     * }</pre>\n     */\n"
                        + "    class A {}\n");

        assertThat(Block.ofJavadoc(source)).containsExactly(new Block("A.java:4", "java", List.of("one();")));
    }

    @Test
    @DisplayName("must be closed")
    void closed() {
        assertThatThrownBy(() -> Block.of("A.md", List.of("", "```java", "one")))
                .hasMessageContaining("A.md:2");
    }

    @Test
    @DisplayName("compile as statements, with what a reader takes for granted")
    void statements() {
        assertThat(compile("PgQueue mail = queues.queue(\"mail\");\nmail.subscribe(job -> print(job.id()));\n"))
                .isEmpty();
    }

    @Test
    @DisplayName("compile as a type, with its own imports or without any")
    void types() {
        assertThat(compile("class Mine {\n    PgQueue queue;\n}\n")).isEmpty();
        assertThat(compile("package com.example;\n\nimport io.github.pgqueue.PgQueue;\n\n"
                        + "public final class Mine {\n    PgQueue queue;\n}\n"))
                .isEmpty();
    }

    @Test
    @DisplayName("do not compile if they are wrong")
    void wrong() {
        assertThat(compile("queues.queue(\"mail\").shove(\"x\");\n"))
                .singleElement()
                .asString()
                .contains("shove");
        assertThat(compile("import java.util.List;\n\nclass Mine {\n    PgQueue queue;\n}\n"))
                .as("an import that is missing among others")
                .isNotEmpty();
    }

    @Test
    @DisplayName("call the launcher in the ways of a shell")
    void shell() {
        assertThat(ShellCommands.of("mvn verify\n./pgqueue demo   # ./pgqueue no\n"
                        + "echo hello | ./pgqueue push mail --file - > log && ./pgqueue stats\n"
                        + "./pgqueue work mail \\\n  --exec 'wc -c' --table \"a b\"\n"))
                .containsExactly(
                        List.of("demo"),
                        List.of("push", "mail", "--file", "-"),
                        List.of("stats"),
                        List.of("work", "mail", "--exec", "wc -c", "--table", "a b"));
    }

    @Test
    @DisplayName("are commands within the text too")
    void inline() {
        assertThat(Block.of("A.md", List.of("Say `x()`, or `./pgqueue stats` and `./pgqueue demo`.")))
                .containsExactly(
                        new Block("A.md:1", Block.INLINE, List.of("./pgqueue stats")),
                        new Block("A.md:1", Block.INLINE, List.of("./pgqueue demo")));
    }

    @Test
    @DisplayName("that call the launcher wrongly are seen")
    void wrongCalls() {
        assertThatThrownBy(() -> Main.commandLine().parseArgs("pussh", "mail")).hasMessageContaining("pussh");
        assertThatThrownBy(() -> Main.commandLine().parseArgs("push", "mail", "--fiel", "x"))
                .hasMessageContaining("--fiel");
    }

    private List<String> compile(String text) {
        return JavaSnippet.of(text).compile(folder, System.getProperty("java.class.path"));
    }
}
