package io.github.pgqueue.jdbc.internal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PageKeyPropertyTest {

    @Provide
    static Arbitrary<PageKey> keys() {
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(-62_135_596_800_000_000L, 253_402_300_799_999_999L)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        return Combinators.combine(
                        Arbitraries.of(JobState.class),
                        Arbitraries.integers().between(Short.MIN_VALUE, Short.MAX_VALUE),
                        times.injectNull(0.05).map(time -> time == null ? Instant.MAX : time),
                        Arbitraries.longs())
                .as(PageKey::new);
    }

    @Provide
    static Arbitrary<String> garbage() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.of("new", "running", "error", "NEW", "infinity", "-infinity", "", "0", "-0", "99999", "'"),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.strings().all().ofMaxLength(20));
        return part.list().ofMaxSize(6).map(parts -> String.join(":", parts));
    }

    @Property
    void isReadAsItWasWritten(@ForAll("keys") PageKey key) {
        assertThat(PageKey.parse(key.format(), key.state())).isEqualTo(key);
    }

    @Property
    void isReadOrRefusedWithItsText(@ForAll("garbage") String text, @ForAll JobState state) {
        try {
            assertThat(PageKey.parse(text, state).state()).isEqualTo(state);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("from must be ").hasMessageContaining(text);
        }
    }
}
