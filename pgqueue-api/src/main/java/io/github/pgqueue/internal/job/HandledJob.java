package io.github.pgqueue.internal.job;

import io.github.pgqueue.Job;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A claimed job as its handler sees it. Thread-safe. */
public final class HandledJob implements Job {

    private final ClaimedJob claimed;
    private volatile @Nullable Stop stop;
    private volatile byte @Nullable [] result;

    HandledJob(ClaimedJob claimed) {
        this.claimed = claimed;
    }

    @Override
    public long id() {
        return claimed.id();
    }

    @Override
    public String queueName() {
        return claimed.queueName();
    }

    @Override
    public byte @Nullable [] payload() {
        return claimed.payload();
    }

    @Override
    public @Nullable String text() {
        return claimed.text();
    }

    @Override
    public Map<String, String> headers() {
        return claimed.headers();
    }

    @Override
    public int attempt() {
        return claimed.attempt();
    }

    @Override
    public int priority() {
        return claimed.priority();
    }

    @Override
    public Instant runAt() {
        return claimed.runAt();
    }

    @Override
    public Instant createdAt() {
        return claimed.createdAt();
    }

    @Override
    public boolean isCancelRequested() {
        return stop != null;
    }

    /** Its handler is to end; the first reason counts. */
    synchronized void stop(Stop reason) {
        stop = stop == null ? reason : stop;
    }

    /** Why its handler is to end; {@code null} if it may go on. */
    @Nullable
    Stop stopped() {
        return stop;
    }

    @Override
    public void setResult(byte[] bytes) {
        if (bytes.length > NewJob.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "result must have at most " + NewJob.MAX_PAYLOAD_BYTES + " bytes: " + bytes.length);
        }
        result = bytes;
    }

    byte @Nullable [] result() {
        return result;
    }

    /** Names the job, without payload and headers. */
    @Override
    public String toString() {
        return claimed.toString();
    }
}
