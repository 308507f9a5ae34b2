package io.github.pgqueue.checks.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.checks.app.App;
import io.github.pgqueue.checks.tools.Java;
import io.github.pgqueue.checks.tools.Project;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("In one jar with everything, by the shade plugin")
class ShadedJarIT {

    private static final Path JAR =
            Project.root().resolve("checks/target/pgqueue-checks-" + Project.version() + "-shaded.jar");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("each backend is found by its name")
    void each(String backend) throws Exception {
        Java.Result result = run("store=" + backend, "listener=" + backend);

        assertThat(result.out()).as(result.err()).isEqualToIgnoringNewLines("PROVEN mail hello");
        assertThat(result.exit()).isZero();
    }

    @Test
    @DisplayName("a listener alone is found by its name")
    void listenerAlone() throws Exception {
        Java.Result result = run("store=pgjdbc", "listener=vertx");

        assertThat(result.out()).as(result.err()).isEqualToIgnoringNewLines("PROVEN mail hello");
        assertThat(result.exit()).isZero();
    }

    @Test
    @DisplayName("both are there")
    void both() throws Exception {
        Java.Result result = run();

        assertThat(result.exit()).isOne();
        assertThat(result.err())
                .contains("'pgjdbc'", "'pgjdbc-ng'", JAR.getFileName().toString());
    }

    private Java.Result run(String... choices) throws Exception {
        return new AppProcess(folder).run(List.of("-cp", JAR.toString(), App.class.getName()), choices);
    }
}
