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
                Ring.of(Ring.Kind.CANCEL, "mail", 42),
                Ring.of(Ring.Kind.DONE, "cd,", 1),
                Ring.of(Ring.Kind.TAKEN, "t1,", 7),
                Ring.of(Ring.Kind.PROOF, "host-17-a0", Long.MAX_VALUE),
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
        assertThat(Ring.of(Ring.Kind.CANCEL, "mail", 42).format()).isEqualTo("c42,,mail");
        assertThat(Ring.of(Ring.Kind.DONE, "mail", 42).format()).isEqualTo("d42,,mail");
        assertThat(Ring.of(Ring.Kind.TAKEN, "mail", 42).format()).isEqualTo("t42,,mail");
        assertThat(Ring.of(Ring.Kind.PROOF, "host-17-a0", 7261).format()).isEqualTo("p7261,,host-17-a0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42",
                "42,",
                "42,,",
                "x,,mail",
                ",x,mail",
                "99999999999999999999,,mail",
                "1,9e3,mail",
                "x42,,mail",
                "c",
                "dc1,,mail"
            })
    void takesNothingElseForARing(String text) {
        assertThat(Ring.parse(text)).isEmpty();
    }
}
