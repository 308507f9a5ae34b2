package io.github.pgqueue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendTest {

    @ParameterizedTest
    @CsvSource({
        "pgjdbc, pgjdbc, pgjdbc, true",
        "pgjdbc+pgjdbc-ng, pgjdbc, pgjdbc-ng, true",
        "pgjdbc+vertx, pgjdbc, vertx, true",
        "pgjdbc-ng+none, pgjdbc-ng, none, false"
    })
    void readsWhatItWrites(String text, String store, String listener, boolean listens) {
        Backend backend = Backend.parse(text);
        assertThat(backend).isEqualTo(new Backend(store, listener)).hasToString(text);
        assertThat(backend.listens()).isEqualTo(listens);
    }

    @ParameterizedTest
    @CsvSource({"same-process, SAME_PROCESS", "other-process, OTHER_PROCESS"})
    void readsTheWorkersPlace(String text, WorkerPlace place) {
        assertThat(WorkerPlace.parse(text)).isEqualTo(place).hasToString(text);
    }

    @Test
    void refusesAnUnknownPlace() {
        assertThatThrownBy(() -> WorkerPlace.parse("elsewhere"))
                .hasMessage("worker must be one of [same-process, other-process]: elsewhere");
    }
}
