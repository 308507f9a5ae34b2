package io.github.pgqueue.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
}
