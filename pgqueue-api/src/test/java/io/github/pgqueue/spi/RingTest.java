package io.github.pgqueue.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {

    static Stream<Ring> rings() {
        return Stream.of(
                Ring.of("mail"),
                new Ring("with, commas,,", OptionalLong.of(Long.MAX_VALUE), Optional.empty()),
                new Ring(" ", OptionalLong.of(1), Optional.of(Instant.ofEpochMilli(1_790_000_000_123L))));
    }

    @ParameterizedTest
    @MethodSource("rings")
    void readsWhatItWrites(Ring ring) {
        assertThat(Ring.parse(ring.format())).contains(ring);
    }

    @Test
    void isWrittenAsDocumented() {
        assertThat(new Ring("mail", OptionalLong.of(42), Optional.empty()).format())
                .isEqualTo("42,,mail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "42,", "42,,", "x,,mail", ",x,mail", "99999999999999999999,,mail", "1,9e3,mail"})
    void takesNothingElseForARing(String text) {
        assertThat(Ring.parse(text)).isEmpty();
    }
}
