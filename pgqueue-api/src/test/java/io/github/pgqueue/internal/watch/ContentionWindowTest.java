package io.github.pgqueue.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentionWindowTest {

    private static final int DRAWS = 20_000;

    private final ContentionWindow window = new ContentionWindow();

    @Test
    void neverWaitsAtFirst() {
        assertThat(share(Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void goesAtOnceMoreSeldomWithEachLoss() {
        for (int losses = 1; losses <= 3; losses++) {
            window.lost();
            double expected = Math.pow(0.25, losses);
            assertThat(share(Duration.ZERO)).as("after %d losses", losses).isBetween(expected * 0.7, expected * 1.4);
        }
    }

    @Test
    void hasAllLookWithinFiftyMillisecondsHoweverOftenTheyLose() {
        for (int losses = 0; losses < 100; losses++) {
            window.lost();
        }
        assertThat(share(Duration.ofMillis(50))).isEqualTo(1);
        assertThat(share(Duration.ZERO)).as("who goes at once").isPositive();
    }

    @Test
    void neverWaitsAgainAfterAsManyWins() {
        for (int losses = 0; losses < 100; losses++) {
            window.lost();
        }
        for (int wins = 0; wins < 6; wins++) {
            window.won();
        }
        assertThat(share(Duration.ZERO)).isEqualTo(1);
    }

    /** Of draws that wait no longer. */
    private double share(Duration most) {
        return IntStream.range(0, DRAWS)
                        .filter(draw -> window.draw().compareTo(most) <= 0)
                        .count()
                / (double) DRAWS;
    }
}
