package io.github.pgqueue.jdbc.internal.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import org.junit.jupiter.api.Test;

class DraftTest {

    @Test
    void countsHeadersAsWellAsPayloads() {
        NewJob job = NewJob.of("12345").withHeader("abc", "defg");

        assertThat(Draft.size(job)).isEqualTo(5 + 3 + 4);
    }
}
