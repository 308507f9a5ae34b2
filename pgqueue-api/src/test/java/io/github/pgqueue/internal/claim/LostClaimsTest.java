package io.github.pgqueue.internal.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostClaimsTest {

    private final LostClaims claims = new LostClaims();
    private final List<Long> takenBack = new ArrayList<>();

    @Test
    void areTakenBackAtOnceAndOnceMoreLater() {
        claims.add(7);
        assertThat(claims.isUrgent()).isTrue();

        claims.takeBackDue(takenBack::add);

        assertThat(takenBack).containsExactly(7L);
        assertThat(claims.isUrgent()).isFalse();
        assertThat(claims.untilNextTry())
                .hasValueSatisfying(time -> assertThat(time).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5)));
    }

    @Test
    void stayUrgentWhileTakingBackFails() {
        claims.add(7);

        assertThatThrownBy(() -> claims.takeBackDue(claim -> {
                    throw new IllegalStateException("database down");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(claims.isUrgent()).isTrue();
    }

    @Test
    void areNotDueAgainRightAway() {
        claims.add(7);
        claims.takeBackDue(takenBack::add);
        claims.takeBackDue(takenBack::add);

        assertThat(takenBack).containsExactly(7L);
    }
}
