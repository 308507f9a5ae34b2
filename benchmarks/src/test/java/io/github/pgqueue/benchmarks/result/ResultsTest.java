package io.github.pgqueue.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final Results results = new Results();

    private void add(String entry, int round, double value) {
        results.add(new Trial("push", entry, round, Sample.of(value)));
    }

    @Test
    void aRatioIsComputedWithinEachRoundAndThenTheirMedianIsTaken() {
        // The second round was slow for both; medians of the values would say 30 / 10.
        add("ours", 1, 20);
        add("theirs", 1, 10);
        add("ours", 2, 4);
        add("theirs", 2, 1);
        add("ours", 3, 30);
        add("theirs", 3, 20);

        assertThat(results.ratio("push", "ours", "theirs", null)).contains(new Spread(2, 1.5, 4, 3));
    }

    @Test
    void aRoundThatLacksOneOfBothDoesNotCount() {
        add("ours", 1, 20);
        add("ours", 2, 30);
        add("theirs", 2, 10);

        assertThat(results.ratio("push", "ours", "theirs", null)).contains(new Spread(3, 3, 3, 1));
        assertThat(results.ratio("push", "ours", "nobody", null)).isEmpty();
        assertThat(results.ratio("drain", "ours", "theirs", null)).isEmpty();
    }

    @Test
    void figuresBesideTheMainOneAreComparedToo() {
        results.add(new Trial("push", "ours", 1, new Sample(1, Map.of("p99", 6.0))));
        results.add(new Trial("push", "theirs", 1, new Sample(1, Map.of("p99", 4.0))));
        results.add(new Trial("push", "theirs", 2, Sample.of(1)));

        assertThat(results.ratio("push", "ours", "theirs", "p99")).contains(new Spread(1.5, 1.5, 1.5, 1));
        assertThat(results.ratio("push", "ours", "theirs", "p50")).isEmpty();
    }

    @Test
    void aSpreadIsTheMedianWithTheOutermost() {
        assertThat(Spread.of(List.of(3.0, 1.0, 7.0))).isEqualTo(new Spread(3, 1, 7, 3));
        assertThat(Spread.of(List.of(3.0, 1.0, 7.0, 4.0)).median()).isEqualTo(3.5);
        assertThat(Spread.of(List.of(3.0, 1.0))).hasToString("2.00 (1.00 - 3.00)");
        assertThat(Spread.of(List.of(12345.6))).hasToString("12,346");
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("values must not be empty");
    }

    @Test
    void ratiosOfFiguresAreThoseOfTheirRounds() {
        assertThat(Spread.ofRatios(new double[] {20, 4, 30}, new double[] {10, 1, 20}))
                .isEqualTo(new Spread(2, 1.5, 4, 3));
    }

    @Test
    void whatStandsBesideIsToldWhereEachRoundHasIt() {
        results.add(new Trial("push", "ours", 1, new Sample(1, Map.of("WAL", 100.0, "statements", 1.0))));
        results.add(new Trial("push", "ours", 2, new Sample(1, Map.of("WAL", 300.0))));

        assertThat(results.beside("push", "ours")).isEqualTo(Map.of("WAL", new Spread(200, 100, 300, 2)));
        assertThat(results.beside("push", "nobody")).isEmpty();
    }

    @Test
    void countsRoundsAndKeepsFailures() {
        add("ours", 2, 1);
        results.addFailure("drain failed");

        assertThat(results.rounds("push")).isEqualTo(2);
        assertThat(results.rounds("drain")).isZero();
        assertThat(results.failures()).containsExactly("drain failed");
    }

    @Test
    void writesThreeDigitsThatCount() {
        assertThat(Figure.text(0.1234)).isEqualTo("0.12");
        assertThat(Figure.text(12.34)).isEqualTo("12.3");
        assertThat(Figure.text(1234567)).isEqualTo("1,234,567");
    }
}
