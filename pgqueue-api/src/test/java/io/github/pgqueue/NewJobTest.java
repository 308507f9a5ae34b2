package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewJobTest {

    @Test
    void keepsAbsentAndEmptyPayloadsApart() {
        assertThat(NewJob.withoutPayload().payload()).isNull();
        assertThat(NewJob.of(new byte[0]).payload()).isEmpty();
    }

    @Test
    void readsTextAsUtf8() {
        assertThat(NewJob.of("größe").payload()).isEqualTo("größe".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsThePayloadWhenThePriorityChanges() {
        NewJob job = NewJob.of("x").withPriority(-32768);

        assertThat(job.priority()).isEqualTo(-32768);
        assertThat(job.payload()).containsExactly('x');
    }

    @ParameterizedTest
    @ValueSource(ints = {-32769, 32768, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesPrioritiesOutOfRange(int priority) {
        assertThatThrownBy(() -> NewJob.of("x").withPriority(priority))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("priority must be from -32768 to 32767: " + priority);
    }

    @Test
    void doesNotShowThePayload() {
        assertThat(NewJob.of("secret")).hasToString("NewJob[6 bytes, priority 0]");
    }
}
