package io.github.pgqueue.internal.job;

import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Handling;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Claimed jobs for tests. */
public final class Jobs {

    private Jobs() {}

    public static ClaimedJob attempt(int attempt) {
        return with(attempt, Handling.DEFAULT);
    }

    public static ClaimedJob rescued(int attempt) {
        return with(attempt, new Handling(Optional.empty(), Optional.empty(), 0, true));
    }

    static ClaimedJob rescued(int attempt, int excused, RetryPolicy policy) {
        return with(attempt, new Handling(Optional.of(policy), Optional.empty(), excused, true));
    }

    static ClaimedJob with(int attempt, RetryPolicy policy, int excused) {
        return with(attempt, new Handling(Optional.of(policy), Optional.empty(), excused, false));
    }

    static ClaimedJob limited(Duration limit) {
        return with(1, new Handling(Optional.empty(), Optional.of(limit), 0, false));
    }

    private static ClaimedJob with(int attempt, Handling handling) {
        return new ClaimedJob(
                new Fence(7, attempt, 3), "mail", null, Map.of(), 0, Instant.EPOCH, Instant.EPOCH, handling);
    }
}
