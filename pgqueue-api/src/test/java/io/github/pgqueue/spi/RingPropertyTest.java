package io.github.pgqueue.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.HostileTexts;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RingPropertyTest {

    @Provide
    static Arbitrary<Ring> rings() {
        Arbitrary<Optional<Instant>> times =
                Arbitraries.longs().map(Instant::ofEpochMilli).optional();
        Arbitrary<OptionalLong> ids = Arbitraries.longs()
                .optional()
                .map(id -> id.map(OptionalLong::of).orElseGet(OptionalLong::empty));
        return Combinators.combine(
                        Arbitraries.of(Ring.Kind.class), HostileTexts.any().filter(name -> !name.isEmpty()), ids, times)
                .as(Ring::new);
    }

    @Provide
    static Arbitrary<String> garbage() {
        Arbitrary<String> part = Arbitraries.oneOf(
                HostileTexts.any(),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.of("", "c", "d", "p", "-", "+1", "1e3", "99999999999999999999", "-9223372036854775808"));
        return part.list().ofMaxSize(5).map(parts -> String.join(",", parts));
    }

    @Property
    void isReadAsItWasWritten(@ForAll("rings") Ring ring) {
        assertThat(Ring.parse(ring.format())).contains(ring);
    }

    @Property
    void isReadOrIsNone(@ForAll("garbage") String text) {
        Ring.parse(text).ifPresent(ring -> assertThat(ring.queueName()).isNotEmpty());
    }
}
