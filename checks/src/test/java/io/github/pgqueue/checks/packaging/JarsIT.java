package io.github.pgqueue.checks.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.pgqueue.checks.tools.Artifact;
import io.github.pgqueue.checks.tools.Poms;
import io.github.pgqueue.checks.tools.Project;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStoreProvider;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The jars")
class JarsIT {

    static List<Artifact> published() {
        return Project.published();
    }

    @ParameterizedTest
    @CsvSource({"pgqueue-pgjdbc,pgjdbc", "pgqueue-pgjdbc-ng,pgjdbc-ng"})
    @DisplayName("of backends register both services")
    void services(String artifact, String name) throws IOException {
        List<String> entries = entries(ClassPath.jar(artifact));

        assertThat(entries)
                .contains(
                        "META-INF/services/" + QueueStoreProvider.class.getName(),
                        "META-INF/services/" + ListenerProvider.class.getName());
        assertThat(names(name)).containsExactly(name, name);
    }

    @Test
    @DisplayName("of a listener alone register that service")
    void listenerAlone() throws IOException {
        assertThat(entries(ClassPath.jar("pgqueue-vertx")))
                .contains("META-INF/services/" + ListenerProvider.class.getName())
                .doesNotContain("META-INF/services/" + QueueStoreProvider.class.getName());
        assertThat(names("vertx")).containsExactlyInAnyOrder("pgjdbc", "pgjdbc", "vertx");
    }

    /** What a look-up finds that sees only what this backend brings along. */
    private static List<String> names(String backend) throws IOException {
        URL[] urls = ClassPath.ofBackend(backend).urls();
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            return Stream.of(QueueStoreProvider.class, ListenerProvider.class)
                    .flatMap(service -> providers(loader, service.getName()))
                    .toList();
        }
    }

    private static Stream<String> providers(ClassLoader loader, String service) {
        try {
            Class<?> type = loader.loadClass(service);
            return ServiceLoader.load(type, loader).stream().map(provider -> nameOf(provider.get(), type));
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    private static String nameOf(Object provider, Class<?> type) {
        try {
            return (String) type.getMethod("name").invoke(provider);
        } catch (ReflectiveOperationException wrong) {
            throw new AssertionError(wrong);
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    @DisplayName("come with their sources and their Javadoc, which shows nothing internal")
    void companions(Artifact artifact) throws IOException {
        assertThat(entries(artifact.jar("sources"))).anyMatch(name -> name.endsWith(".java"));
        assumeFalse(Boolean.getBoolean("maven.javadoc.skip"), "this build makes no Javadoc");
        assertThat(entries(artifact.jar("javadoc")))
                .contains("index.html")
                .noneMatch(name -> name.contains("/internal/"));
    }

    @ParameterizedTest
    @MethodSource("published")
    @DisplayName("carry the build's fixed time, so that two builds are equal")
    void time(Artifact artifact) throws IOException {
        String stamp = Poms.text(
                        Poms.read(Project.root().resolve("pom.xml")), "properties", "project.build.outputTimestamp")
                .orElseThrow();
        LocalDateTime time = OffsetDateTime.parse(stamp).toLocalDateTime();

        for (Path jar : List.of(artifact.jar(), artifact.jar("sources"))) {
            try (JarFile file = new JarFile(jar.toFile())) {
                assertThat(file.stream())
                        .as(jar.toString())
                        .isNotEmpty()
                        .allSatisfy(entry -> assertThat(entry.getTimeLocal()).isEqualTo(time));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    @DisplayName("hold nothing of others")
    void ownClasses(Artifact artifact) throws IOException {
        assertThat(entries(artifact.jar()))
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.equals("module-info.class") || name.startsWith("io/github/pgqueue/"));
    }

    @ParameterizedTest
    @CsvSource({
        "pgqueue-api,io.github.pgqueue",
        "pgqueue-jdbc,io.github.pgqueue.jdbc",
        "pgqueue-pgjdbc,io.github.pgqueue.pgjdbc",
        "pgqueue-pgjdbc-ng,io.github.pgqueue.pgjdbcng",
        "pgqueue-vertx,io.github.pgqueue.vertx",
        "pgqueue-testkit,io.github.pgqueue.testkit"
    })
    @DisplayName("have module names that last, not ones that are guessed from the file's")
    void moduleName(String artifact, String module) {
        assertThat(ModuleFinder.of(ClassPath.jar(artifact)).findAll())
                .extracting(found -> found.descriptor().name())
                .containsExactly(module);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng", "vertx"})
    @DisplayName("bring along what runs, and nothing for tests")
    void dependencies(String backend) {
        assertThat(ClassPath.ofBackend(backend).fileNames())
                .contains("pgqueue-api-" + Project.version() + ".jar", "pgqueue-jdbc-" + Project.version() + ".jar")
                .noneMatch(name -> name.contains("junit") || name.contains("testkit") || name.contains("zonky"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc-ng", "vertx"})
    @DisplayName("bring the Netty that is managed here, not that of the driver's release")
    void netty(String backend) {
        String version = Poms.text(Poms.read(Project.root().resolve("pom.xml")), "properties", "netty.version")
                .orElseThrow();

        assertThat(ClassPath.ofBackend(backend).fileNames())
                .filteredOn(name -> name.startsWith("netty-"))
                .isNotEmpty()
                .allMatch(name -> name.contains("-" + version));
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }
}
