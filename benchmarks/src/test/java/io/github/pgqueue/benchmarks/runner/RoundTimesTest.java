package io.github.pgqueue.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundTimesTest {

    @Test
    void theFirstRoundBeginsInAnyCaseAndOthersIfThereIsTime() {
        RoundTimes none = new RoundTimes(Duration.ZERO);
        RoundTimes enough = new RoundTimes(Duration.ofHours(1));
        assertThat(none.hasTimeForAnother()).isTrue();
        assertThat(enough.hasTimeForAnother()).isTrue();

        none.ended();
        enough.ended();

        assertThat(none.hasTimeForAnother()).isFalse();
        assertThat(enough.hasTimeForAnother()).isTrue();
    }
}
