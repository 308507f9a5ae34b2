package io.github.pgqueue.checks.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.BackendException;
import io.github.pgqueue.BrokenBackendException;
import io.github.pgqueue.DuplicateBackendException;
import io.github.pgqueue.NoBackendException;
import io.github.pgqueue.UnknownBackendException;
import io.github.pgqueue.checks.tools.JarMaker;
import io.github.pgqueue.checks.tools.Java;
import io.github.pgqueue.spi.QueueStoreProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A class path that cannot work says why, and in which jar")
class BrokenClassPathIT {

    private static final String SERVICE = "META-INF/services/" + QueueStoreProvider.class.getName();

    @TempDir
    Path folder;

    @Test
    @DisplayName("no backend")
    void none() throws Exception {
        assertRefused(
                new AppProcess(folder).run(ClassPath.of(ClassPath.jar("pgqueue-api"))),
                NoBackendException.class,
                "<artifactId>pgqueue-pgjdbc</artifactId>");
    }

    @Test
    @DisplayName("a name that nobody has")
    void unknown() throws Exception {
        assertRefused(
                new AppProcess(folder).run(ClassPath.ofBackend("pgjdbc"), "store=pgjbdc"),
                UnknownBackendException.class,
                "'pgjbdc'",
                "'pgjdbc'",
                ClassPath.jar("pgqueue-pgjdbc").toString());
    }

    @Test
    @DisplayName("two of one name")
    void duplicate() throws Exception {
        Path copycat = provider("copycat-1.0", "return \"pgjdbc\";");

        assertRefused(
                new AppProcess(folder).run(ClassPath.ofBackend("pgjdbc").with(copycat)),
                DuplicateBackendException.class,
                "'pgjdbc'",
                copycat.toString(),
                ClassPath.jar("pgqueue-pgjdbc").toString());
    }

    @Test
    @DisplayName("a backend that throws")
    void broken() throws Exception {
        Path faulty = provider("faulty-1.0", "throw new IllegalStateException(\"no licence\");");

        assertRefused(
                new AppProcess(folder).run(ClassPath.ofBackend("pgjdbc").with(faulty)),
                BrokenBackendException.class,
                "no licence",
                faulty.toString());
    }

    @Test
    @DisplayName("a registration of a class that is not there")
    void missing() throws Exception {
        Path hollow = new JarMaker(folder).jar("hollow-1.0", Map.of(), Map.of(SERVICE, "com.example.Gone"), List.of());

        assertRefused(
                new AppProcess(folder).run(ClassPath.ofBackend("pgjdbc").with(hollow)),
                BrokenBackendException.class,
                "com.example.Gone",
                hollow.toString());
    }

    private Path provider(String jar, String nameBody) throws IOException {
        String source = """
                package com.example;

                public final class Provider implements io.github.pgqueue.spi.QueueStoreProvider {
                    public String name() { %s }

                    public io.github.pgqueue.spi.QueueStore open(io.github.pgqueue.PgQueuesConfig config) {
                        throw new UnsupportedOperationException();
                    }
                }
                """.formatted(nameBody);
        return new JarMaker(folder)
                .jar(
                        jar,
                        Map.of("com/example/Provider.java", source),
                        Map.of(SERVICE, "com.example.Provider"),
                        List.of("-classpath", ClassPath.jar("pgqueue-api").toString()));
    }

    private static void assertRefused(Java.Result result, Class<? extends BackendException> by, String... parts) {
        assertThat(result.exit()).as(result.out()).isOne();
        assertThat(result.err()).startsWith(by.getName()).contains(parts);
    }
}
