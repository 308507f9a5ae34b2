package io.github.pgqueue.checks.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.AmbiguousBackendException;
import io.github.pgqueue.checks.tools.Java;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("On the class path, in a process of its own")
class ClassPathIT {

    @TempDir
    Path folder;

    private static ClassPath both() {
        return ClassPath.ofBackend("pgjdbc").with(ClassPath.ofBackend("pgjdbc-ng"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("one dependency is enough, and nothing has to be chosen")
    void alone(String backend) throws Exception {
        assertDone(new AppProcess(folder).run(ClassPath.ofBackend(backend)));
    }

    @ParameterizedTest
    @CsvSource({"pgjdbc,pgjdbc", "pgjdbc-ng,pgjdbc-ng", "pgjdbc,pgjdbc-ng", "pgjdbc-ng,pgjdbc"})
    @DisplayName("of two backends the named ones are used, one to keep jobs and one to listen")
    void named(String store, String listener) throws Exception {
        assertDone(new AppProcess(folder).run(both(), "store=" + store, "listener=" + listener));
    }

    @Test
    @DisplayName("a listener alone is chosen beside the backend that keeps the jobs")
    void listenerAlone() throws Exception {
        assertDone(new AppProcess(folder).run(ClassPath.ofBackend("vertx"), "listener=vertx"));
        assertDone(new AppProcess(folder)
                .run(ClassPath.ofBackend("vertx").with(both()), "store=pgjdbc-ng", "listener=vertx"));
    }

    @Test
    @DisplayName("a listener alone beside a backend without a choice is refused, with what to write")
    void ambiguousListener() throws Exception {
        Java.Result result = new AppProcess(folder).run(ClassPath.ofBackend("vertx"));

        assertThat(result.exit()).isOne();
        assertThat(result.err())
                .startsWith(AmbiguousBackendException.class.getName())
                .contains(ClassPath.jar("pgqueue-vertx").toString())
                .contains(".backend(\"pgjdbc\")", ".listener(\"vertx\")")
                .doesNotContain(".backend(\"vertx\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgjdbc", "pgjdbc-ng"})
    @DisplayName("no listener is a choice too")
    void pollOnly(String store) throws Exception {
        Java.Result result = new AppProcess(folder).run(ClassPath.ofBackend(store), "listener=none");

        assertThat(result.out()).as(result.err()).isEqualToIgnoringNewLines("IDLE mail hello");
        assertThat(result.exit()).isZero();
    }

    @Test
    @DisplayName("two backends without a choice are refused, both jars named")
    void ambiguous() throws Exception {
        Java.Result result = new AppProcess(folder).run(both());

        assertThat(result.exit()).isOne();
        assertThat(result.err())
                .startsWith(AmbiguousBackendException.class.getName())
                .contains(ClassPath.jar("pgqueue-pgjdbc").toString())
                .contains(ClassPath.jar("pgqueue-pgjdbc-ng").toString())
                .contains(".backend(\"pgjdbc");
    }

    private static void assertDone(Java.Result result) {
        assertThat(result.out()).as(result.err()).isEqualToIgnoringNewLines("PROVEN mail hello");
        assertThat(result.exit()).isZero();
    }
}
