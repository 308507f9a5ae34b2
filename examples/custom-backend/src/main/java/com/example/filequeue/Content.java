package com.example.filequeue;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.spi.Handling;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What was pushed; what may be missing is null. Immutable. */
record Content(byte[] payload, int priority, Map<String, String> headers, String retryPolicy, Duration timeLimit) {

    static Content of(NewJob job) {
        return new Content(
                job.payload(),
                job.priority(),
                job.headers(),
                job.retryPolicy().map(RetryPolicy::format).orElse(null),
                job.timeLimit().orElse(null));
    }

    Handling handling(Attempts attempts) {
        return new Handling(
                Optional.ofNullable(retryPolicy).map(RetryPolicy::parse),
                Optional.ofNullable(timeLimit),
                attempts.excused(),
                attempts.rescued());
    }
}
