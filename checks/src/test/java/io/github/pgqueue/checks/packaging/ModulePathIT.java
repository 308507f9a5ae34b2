package io.github.pgqueue.checks.packaging;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NoBackendException;
import io.github.pgqueue.checks.app.App;
import io.github.pgqueue.checks.tools.JarMaker;
import io.github.pgqueue.checks.tools.Java;
import io.github.pgqueue.checks.tools.Project;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("On the module path")
class ModulePathIT {

    private static final Path API = ClassPath.jar("pgqueue-api");

    private static final String SOURCE = App.class.getName().replace('.', '/') + ".java";

    @TempDir
    Path folder;

    private Path consumer;

    @BeforeEach
    void makeConsumer() throws IOException {
        Path source = Project.root().resolve("checks/src/main/java").resolve(SOURCE);
        String module = "module consumer { requires io.github.pgqueue; }";
        consumer = new JarMaker(folder)
                .jar(
                        "consumer",
                        Map.of("module-info.java", module, SOURCE, Files.readString(source)),
                        Map.of(),
                        List.of("--module-path", API.toString()));
    }

    @Test
    @DisplayName("a module that requires nothing but the API gets its backend by the module path alone")
    void works() throws Exception {
        Java.Result result = run(ClassPath.ofBackend("pgjdbc").with(consumer));

        assertThat(result.out()).as(result.err()).isEqualToIgnoringNewLines("PROVEN mail hello");
        assertThat(result.exit()).isZero();
        assertThat(result.err().lines().filter(not(line -> line.startsWith("SLF4J"))))
                .as("warnings, such as of split packages")
                .isEmpty();
    }

    @Test
    @DisplayName("the same goes for a listener alone, which is chosen by name")
    void listenerAlone() throws Exception {
        Java.Result result = run(ClassPath.ofBackend("vertx").with(consumer), "listener=vertx");

        assertThat(result.out()).as(result.err()).isEqualToIgnoringNewLines("PROVEN mail hello");
        assertThat(result.exit()).isZero();
    }

    @Test
    @DisplayName("that listener brings along what it logs in by SCRAM with, which its client does not ask for")
    void scram() {
        assertThat(ModuleFinder.of(ClassPath.jar("pgqueue-vertx"))
                        .find("io.github.pgqueue.vertx")
                        .orElseThrow()
                        .descriptor()
                        .requires())
                .anyMatch(required -> required.name().equals("com.ongres.scram.client")
                        && !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC));
    }

    @Test
    @DisplayName("the API resolves with the JDK alone")
    void apiAlone() throws Exception {
        Java.Result result = run(ClassPath.of(API, consumer));

        assertThat(result.exit()).isOne();
        assertThat(result.err()).startsWith(NoBackendException.class.getName());
    }

    @Test
    @DisplayName("the API requires java.sql and no more of the JDK, exports its two packages and uses both services")
    void descriptor() {
        ModuleDescriptor api =
                ModuleFinder.of(API).find("io.github.pgqueue").orElseThrow().descriptor();

        assertThat(api.requires().stream()
                        .filter(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name))
                .containsExactlyInAnyOrder("java.base", "java.sql");
        assertThat(api.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()))
                .isEqualTo(Set.of("io.github.pgqueue", "io.github.pgqueue.spi"));
        assertThat(api.uses()).hasSize(2);
    }

    @Test
    @DisplayName("the API's classes need no more than that")
    void classes() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);

        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(writer, writer, "--ignore-missing-deps", "--print-module-deps", API.toString());

        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString().strip().split(",")).containsOnly("java.base", "java.sql");
    }

    private Java.Result run(ClassPath modules, String... choices) throws Exception {
        return new AppProcess(folder)
                .run(List.of("-p", modules.toString(), "-m", "consumer/" + App.class.getName()), choices);
    }
}
