package io.github.pgqueue.checks.wrong.jdbc.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;

/** Believes its own machine. */
public final class ReadsTheClock {

    private final Supplier<Instant> clock = Instant::now;

    boolean isDue(Instant time) {
        return !clock.get().isBefore(time);
    }

    List<Object> others() {
        return List.of(System.currentTimeMillis(), OffsetDateTime.now(), Clock.systemUTC(), new Date());
    }
}
