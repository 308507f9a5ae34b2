package com.example.filequeue;

import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Settlement;
import java.time.Instant;
import java.util.Optional;

/** Where a job is in its life; the result may be null. Immutable: each step gives a new one. */
record Status(
        JobState state, Attempts attempts, boolean cancelRequested, byte[] result, Instant runAt, Instant updatedAt) {

    static Status waiting(Instant due, Instant now) {
        return new Status(JobState.NEW, Attempts.NONE, false, null, due, now);
    }

    /** Rule S4.2. */
    boolean isClaimedBy(Fence fence) {
        return isClaimedUnder(fence.claim()) && attempts.count() == fence.attempt();
    }

    boolean isClaimedUnder(long claim) {
        return state == JobState.RUNNING && attempts.claim() == claim;
    }

    boolean isRunBy(String node) {
        return state == JobState.RUNNING && attempts.node().equals(node);
    }

    Status dueAt(Instant due) {
        return new Status(state, attempts, cancelRequested, result, due, updatedAt);
    }

    /** Rule S3.5. */
    Status claimed(Exchange exchange, Instant now) {
        return with(JobState.RUNNING, attempts.begun(exchange), now);
    }

    Status settled(Settlement settlement, Instant now) {
        Attempts after = keep(settlement.failure(), now);
        return switch (settlement.outcome()) {
            case SUCCESS -> new Status(JobState.SUCCESS, after, cancelRequested, settlement.result(), runAt, now);
            case ERROR -> with(JobState.ERROR, after, now);
            case CANCEL -> with(JobState.CANCELLED, after, now);
            case RETRY -> waitingAgain(after.ended(), now).dueAt(Due.of(settlement, now));
            case SNOOZE -> waitingAgain(after.lastExcused(), now).dueAt(Due.of(settlement, now));
            case RELEASE -> released(now);
            case ABANDON -> with(JobState.ERROR, attempts.undone(), now);
        };
    }

    private Attempts keep(Optional<Failure> failure, Instant now) {
        return failure.map(one -> attempts.failed(one, now)).orElse(attempts);
    }

    Status released(Instant now) {
        return waitingAgain(attempts.undone(), now);
    }

    /** Rule S9.4. */
    Status rescued(Instant now) {
        return waitingAgain(attempts.lost(now), now);
    }

    /** Rule S10.1. */
    Status cancelled(Instant now) {
        return state == JobState.NEW
                ? with(JobState.CANCELLED, attempts, now)
                : new Status(state, attempts, true, result, runAt, updatedAt);
    }

    /** Rule S10.2. */
    private Status waitingAgain(Attempts after, Instant now) {
        return with(cancelRequested ? JobState.CANCELLED : JobState.NEW, after, now);
    }

    private Status with(JobState next, Attempts after, Instant now) {
        return new Status(next, after, cancelRequested, result, runAt, now);
    }
}
