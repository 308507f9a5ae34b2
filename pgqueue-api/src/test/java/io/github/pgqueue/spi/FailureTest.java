package io.github.pgqueue.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

    @Test
    void keepsClassMessageAndTrace() {
        IllegalStateException thrown = new IllegalStateException("busy", new IllegalArgumentException("inner"));
        // The runner's own frames would fill it all.
        thrown.setStackTrace(Arrays.copyOf(thrown.getStackTrace(), 2));
        Failure failure = Failure.of(thrown);

        assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failure.message()).contains("busy");
        assertThat(failure.trace().orElseThrow())
                .contains(getClass().getSimpleName())
                .contains("Caused by: java.lang.IllegalArgumentException: inner");
        assertThat(failure.describe()).isEqualTo("java.lang.IllegalStateException: busy");
    }

    @Test
    void aMissingMessageIsNoText() {
        Failure failure = Failure.of(new IllegalStateException());

        assertThat(failure.message()).isEmpty();
        assertThat(failure.describe()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void cutsWhatIsTooLong() {
        String all = "x".repeat(1_000_000);
        Failure failure = new Failure(all, Optional.of(all), Optional.of(all));

        assertThat(failure.type()).hasSize(1_000).endsWith("x...");
        assertThat(failure.message().orElseThrow()).hasSize(4_000).endsWith("x...");
        assertThat(failure.trace().orElseThrow()).hasSize(8_000).endsWith("x...");
    }

    /** Half a character is no text that a database takes. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    void cutsNoCharacterInTwo(String before) {
        String all = before + "\uD83C\uDF89".repeat(10_000);
        String message = new Failure("type", Optional.of(all), Optional.empty())
                .message()
                .orElseThrow();

        assertThat(message.codePoints()
                        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE))
                .isFalse();
        assertThat(message.length()).isBetween(3_999, 4_000);
    }

    @Test
    void whatCannotBePrintedIsKeptByItsClass() {
        Failure failure = Failure.of(new Unprintable());

        assertThat(failure.type()).isEqualTo(Unprintable.class.getName());
        assertThat(failure.message()).isEmpty();
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("unprintable");
        }
    }
}
