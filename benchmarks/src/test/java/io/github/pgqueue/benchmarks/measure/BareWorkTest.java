package io.github.pgqueue.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BareWorkTest {

    @Test
    void isNoFasterThanItsWorkAllows() throws Exception {
        BareWork work = new BareWork(40, 4, Duration.ofMillis(5));

        assertThat(work.measure("").value()).isPositive().isLessThanOrEqualTo(4 / 0.005);
    }
}
