package io.github.pgqueue.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import org.junit.jupiter.api.Test;

class InserterTest {

    @Test
    void countsHeadersAsWellAsPayloads() {
        NewJob job = NewJob.of("12345").withHeader("abc", "defg");

        assertThat(Inserter.size(job)).isEqualTo(5 + 3 + 4);
    }
}
