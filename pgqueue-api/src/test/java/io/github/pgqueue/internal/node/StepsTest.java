package io.github.pgqueue.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.JobAdmin.Step;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StepsTest {

    private static final StoreException REFUSED = new StoreException("no connection", null, false);

    @Test
    void allAreDoneEachFromWhereTheLastOneEnded() {
        assertThat(Steps.doAll(from -> step(3, from))).isEqualTo(2_001);
    }

    @Test
    void aFirstOneThatFailsHasChangedNothing() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Steps.doAll(from -> step(0, from)))
                .isSameAs(REFUSED);
    }

    @Test
    void aLaterOneThatFailsIsNotToldAsNothing() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Steps.doAll(from -> step(2, from)))
                .withMessage("no connection; 2000 jobs were touched before")
                .withCause(REFUSED)
                .returns(true, StoreException::isOutcomeUnknown);
    }

    /** A thousand, a thousand, and one. */
    private static Step step(int steps, OptionalLong from) {
        long number = from.orElse(0);
        if (number == steps) {
            throw REFUSED;
        }
        return number < 2 ? new Step(1_000, OptionalLong.of(number + 1)) : new Step(1, OptionalLong.empty());
    }
}
