package io.github.pgqueue.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForksTest {

    private static Forks p50(double... values) {
        return new Forks(Arrays.stream(values)
                .mapToObj(value -> new Figures(value, 0, 0, 10 * value, 100))
                .toList());
    }

    @Test
    void tellsTheMedianForkAndTheOutermost() {
        assertThat(p50(3, 1, 7).spread(Figures::p50)).isEqualTo("3.00 (1.00 - 7.00)");
        assertThat(p50(3, 1, 7, 4).spread(Figures::p50)).isEqualTo("3.50 (1.00 - 7.00)");
        assertThat(p50(3).spread(Figures::p50)).isEqualTo("3.00");
    }

    @Test
    void comparesRoundByRound() {
        // A slow second round slows both: the ratio stays.
        assertThat(p50(2, 20, 2).ratio(p50(1, 10, 1))).isEqualTo(2);
        assertThat(p50(2, 20, 6).ratio(p50(1, 5, 2))).isEqualTo(3);
    }

    @Test
    void addsUpJobsAndKeepsTheWorst() {
        assertThat(p50(3, 1).jobs()).isEqualTo(200);
        assertThat(p50(3, 1).max()).isEqualTo(30);
    }
}
