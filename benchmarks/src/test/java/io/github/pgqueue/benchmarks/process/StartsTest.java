package io.github.pgqueue.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StartsTest {

    private final Starts starts = new Starts();

    @Test
    void tellsWhenTheJobStarted() {
        starts.add(7, 123);
        assertThat(starts.await(7)).isEqualTo(123);
    }

    @Test
    void refusesTheStartOfAnotherJob() {
        starts.add(7, 123);
        starts.add(7, 124);
        starts.await(7);
        assertThatThrownBy(() -> starts.await(8)).hasMessage("Job 8 was pushed, but job 7 started");
    }
}
