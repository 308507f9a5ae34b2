package io.github.pgqueue.testkit.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock of a table. Goes on evenly when the machine's is set. Guarded by its table. */
final class MemoryClock {

    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();
    private Instant last = Instant.EPOCH;

    /** In microseconds, as PostgreSQL counts, and never the same twice: what comes later is due later. */
    Instant now() {
        Instant now = exact(started.plusNanos(System.nanoTime() - startedNanos));
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return last;
    }

    /** A time as it is kept. */
    static Instant exact(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** A time as it is kept; in milliseconds from now, and never sooner than asked for. */
    static Instant after(Instant now, Duration delay) {
        return now.plus(delay.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS));
    }
}
