package io.github.pgqueue;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Times from the sensible to the absurd. */
final class HostileTimes {

    private HostileTimes() {}

    static Arbitrary<Duration> durations() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        Duration.ZERO,
                        Duration.ofNanos(1),
                        Duration.ofNanos(-1),
                        Duration.ofMillis(1),
                        RetryPolicy.LONGEST_DELAY,
                        RetryPolicy.LONGEST_DELAY.plusNanos(1),
                        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                        Duration.ofSeconds(Long.MIN_VALUE)),
                Arbitraries.longs().map(Duration::ofMillis),
                Arbitraries.longs().between(-1_000_000, 1_000_000).map(Duration::ofNanos),
                Arbitraries.longs().between(0, 3_153_600_000L).map(Duration::ofSeconds));
    }

    static Arbitrary<Instant> instants() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        Instant.MIN,
                        Instant.MAX,
                        Instant.EPOCH,
                        Instant.parse("0000-12-31T23:59:59.999999999Z"),
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("9999-12-31T23:59:59.999999999Z"),
                        Instant.parse("+10000-01-01T00:00:00Z")),
                Arbitraries.longs()
                        .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                        .map(Instant::ofEpochSecond),
                Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L).map(Instant::ofEpochSecond));
    }
}
