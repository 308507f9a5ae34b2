package io.github.pgqueue.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerPlaceTest {

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
