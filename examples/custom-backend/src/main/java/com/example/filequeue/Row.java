package com.example.filequeue;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey.Scope;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** One job as it stands at one time; its hold may be null. Immutable: a change is a new row of the same id. */
record Row(
        long id,
        String queueName,
        Instant createdAt,
        Content content,
        Hold hold,
        Status status,
        boolean awaited,
        boolean gone)
        implements Change {

    /** Rule S3.2. */
    static final Comparator<Row> TURN = Comparator.comparingInt((Row row) -> row.content.priority())
            .thenComparing(Row::runAt)
            .thenComparingLong(Row::id);

    static Row of(long id, String queueName, NewJob job, Instant now) {
        Status status = Status.waiting(Due.of(job, now, now), now);
        return new Row(id, queueName, now, Content.of(job), Hold.of(job, now), status, false, false);
    }

    JobState state() {
        return status.state();
    }

    Instant runAt() {
        return status.runAt();
    }

    boolean waits() {
        return state() == JobState.NEW;
    }

    boolean isDue(Instant now) {
        return waits() && !runAt().isAfter(now);
    }

    boolean holdsKey(Instant now) {
        return hold != null && hold.counts(state(), now);
    }

    boolean holds(String key, Instant now) {
        return holdsKey(now) && hold.key().equals(key);
    }

    Fence fence() {
        return new Fence(id, status.attempts().count(), status.attempts().claim());
    }

    Row with(Status next) {
        return new Row(id, queueName, createdAt, content, hold, next, awaited, gone);
    }

    /** Rule S8.2: some keys are free once the job was claimed, and stay so. */
    Row claimed(Exchange exchange, Instant now) {
        Hold left = hold != null && hold.scope() == Scope.STARTED ? null : hold;
        return new Row(id, queueName, createdAt, content, left, status.claimed(exchange, now), awaited, gone);
    }

    /** Rule S8.3. */
    Row replaced(NewJob job, Instant now) {
        Status due = status.dueAt(Due.of(job, createdAt, now));
        return new Row(id, queueName, createdAt, Content.of(job), hold, due, awaited, gone);
    }

    Row asAwaited() {
        return new Row(id, queueName, createdAt, content, hold, status, true, gone);
    }

    Row asGone() {
        return new Row(id, queueName, createdAt, content, hold, status, awaited, true);
    }

    ClaimedJob toClaimed() {
        return new ClaimedJob(
                fence(),
                queueName,
                content.payload(),
                content.headers(),
                content.priority(),
                runAt(),
                createdAt,
                content.handling(status.attempts()));
    }

    JobOutcome toOutcome() {
        return new JobOutcome(state(), status.result(), status.attempts().error());
    }

    JobInfo toInfo() {
        Attempts attempts = status.attempts();
        return new JobInfo(
                id,
                queueName,
                state(),
                content.priority(),
                attempts.count(),
                attempts.error(),
                runAt(),
                createdAt,
                status.updatedAt(),
                Optional.ofNullable(attempts.node()),
                status.cancelRequested(),
                attempts.errors(),
                content.headers());
    }
}
