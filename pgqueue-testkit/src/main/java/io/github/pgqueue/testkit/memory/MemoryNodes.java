package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.spi.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The nodes' leases. Guarded by its table. */
final class MemoryNodes {

    private final Map<String, Instant> leases = new HashMap<>();

    Beat beat(String node, Duration lease, Instant now) {
        boolean lapsed = !isAlive(node, now);
        leases.put(node, now.plus(lease));
        return new Beat(lapsed, nextLapse(node, now));
    }

    private Optional<Duration> nextLapse(String asking, Instant now) {
        return leases.entrySet().stream()
                .filter(other -> !other.getKey().equals(asking))
                .map(Map.Entry::getValue)
                .min(Comparator.naturalOrder())
                .map(until -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
    }

    /** Kept until the next rescue, so that others are told that there is something to look after. */
    void leave(String node, Instant now) {
        leases.computeIfPresent(node, (same, until) -> now);
    }

    boolean isAlive(String node, Instant now) {
        Instant until = leases.get(node);
        return until != null && until.isAfter(now);
    }

    /** Those that are looked after; else all others would be told of them for ever. */
    void forgetDead(Instant now) {
        leases.values().removeIf(until -> !until.isAfter(now));
    }
}
