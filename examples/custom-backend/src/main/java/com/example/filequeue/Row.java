package com.example.filequeue;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Settlement;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** One job as it stands at one time. Immutable: a change is a new row of the same id. */
record Row(
        long id,
        String queueName,
        byte[] payload,
        int priority,
        JobState state,
        int attempt,
        long claim,
        String error,
        Instant runAt,
        Instant createdAt,
        Instant updatedAt) {

    /** Rule S3.2. */
    static final Comparator<Row> TURN =
            Comparator.comparingInt(Row::priority).thenComparing(Row::runAt).thenComparingLong(Row::id);

    boolean waits() {
        return state == JobState.NEW;
    }

    boolean isDue(Instant now) {
        return waits() && !runAt.isAfter(now);
    }

    /** Rule S4.2. */
    boolean isClaimedBy(Fence fence) {
        return state == JobState.RUNNING && attempt == fence.attempt() && claim == fence.claim();
    }

    Row claimed(long newClaim, Instant now) {
        return with(JobState.RUNNING, attempt + 1, newClaim, error, runAt, now);
    }

    Row settled(Settlement settlement, Instant now) {
        return switch (settlement.outcome()) {
            case SUCCESS -> with(JobState.SUCCESS, attempt, claim, error, runAt, now);
            case ERROR -> with(JobState.ERROR, attempt, claim, message(settlement), runAt, now);
            case RETRY -> with(JobState.NEW, attempt, claim, message(settlement), now.plus(settlement.delay()), now);
            case RELEASE -> released(now);
        };
    }

    /** As if it had never been claimed. */
    Row released(Instant now) {
        return with(JobState.NEW, attempt - 1, claim, error, runAt, now);
    }

    ClaimedJob toClaimed() {
        return new ClaimedJob(new Fence(id, attempt, claim), queueName, payload, priority, runAt, createdAt);
    }

    JobInfo toInfo() {
        return new JobInfo(
                id, queueName, state, priority, attempt, Optional.ofNullable(error), runAt, createdAt, updatedAt);
    }

    private Row with(JobState next, int nextAttempt, long nextClaim, String nextError, Instant due, Instant now) {
        return new Row(id, queueName, payload, priority, next, nextAttempt, nextClaim, nextError, due, createdAt, now);
    }

    private static String message(Settlement settlement) {
        return settlement.error().orElse(null);
    }
}
