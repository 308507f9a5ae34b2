package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobOutcome;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.QueueStore.Awaited;
import io.github.pgqueue.spi.Settlement;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job. Its states are drawn in {@link JobState}. Guarded by its table. */
final class MemoryJob {

    private final long id;
    private final String queueName;
    private final Instant createdAt;
    private final MemoryAttempts attempts = new MemoryAttempts();
    private Optional<MemoryHold> hold;
    private MemoryContent content;
    private byte @Nullable [] result;
    private JobState state = JobState.NEW;
    private Instant runAt;
    private Instant updatedAt;
    private boolean cancelRequested;
    private boolean awaited;

    MemoryJob(long id, String queueName, NewJob pushed, Instant now) {
        this.id = id;
        this.queueName = queueName;
        this.createdAt = now;
        this.updatedAt = now;
        this.hold = pushed.uniqueKey().map(key -> new MemoryHold(key, now.plus(key.period())));
        this.content = new MemoryContent(pushed);
        this.runAt = MemoryDue.of(pushed, now, now);
    }

    long id() {
        return id;
    }

    String queueName() {
        return queueName;
    }

    int priority() {
        return content.priority();
    }

    JobState state() {
        return state;
    }

    Instant runAt() {
        return runAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    Optional<MemoryHold> hold() {
        return hold;
    }

    boolean holdsKey(Instant now) {
        return hold.filter(key -> key.counts(state, now)).isPresent();
    }

    boolean isHeldBy(Fence fence) {
        return state == JobState.RUNNING && attempts.isCurrent(fence);
    }

    boolean isHeldUnder(long claim) {
        return state == JobState.RUNNING && attempts.claim() == claim;
    }

    /** Whether the node is to end it. */
    boolean isCancelledAt(String node) {
        return state == JobState.RUNNING
                && cancelRequested
                && attempts.node().filter(node::equals).isPresent();
    }

    Optional<String> node() {
        return attempts.node();
    }

    Fence fence() {
        return new Fence(id, attempts.last(), attempts.claim());
    }

    boolean isAwaited() {
        return awaited;
    }

    /** Takes over all of a second one with the same key, but for its creation and its attempts. */
    void replace(NewJob second, Instant now) {
        content = new MemoryContent(second);
        runAt = MemoryDue.of(second, createdAt, now);
    }

    ClaimedJob claim(Exchange exchange, Instant now) {
        attempts.begin(exchange);
        change(JobState.RUNNING, now);
        hold = hold.filter(MemoryHold::outlastsStart);
        return content.handOut(fence(), queueName, runAt, createdAt, attempts);
    }

    void settle(Settlement end, Instant now) {
        end.failure().ifPresent(failure -> attempts.failed(failure, now));
        switch (end.outcome()) {
            case SUCCESS -> {
                result = MemoryContent.copy(end.result());
                change(JobState.SUCCESS, now);
            }
            case ERROR -> change(JobState.ERROR, now);
            case CANCEL -> change(JobState.CANCELLED, now);
            case RETRY -> putOff(MemoryDue.of(end, now), now);
            case SNOOZE -> {
                attempts.excuseLast();
                putOff(MemoryDue.of(end, now), now);
            }
            case RELEASE -> release(now);
            case ABANDON -> {
                attempts.undo();
                change(JobState.ERROR, now);
            }
        }
    }

    private void putOff(Instant due, Instant now) {
        attempts.end();
        runAt = due;
        waitAgain(now);
    }

    void release(Instant now) {
        attempts.undo();
        waitAgain(now);
    }

    void rescue(Instant now) {
        attempts.lost(now);
        waitAgain(now);
    }

    /** Unless it was cancelled meanwhile. */
    private void waitAgain(Instant now) {
        change(cancelRequested ? JobState.CANCELLED : JobState.NEW, now);
    }

    void retryByHand(Instant now) {
        attempts.excuseAll();
        cancelRequested = false;
        runAt = now;
        change(JobState.NEW, now);
    }

    void cancel(Instant now) {
        if (state == JobState.NEW) {
            change(JobState.CANCELLED, now);
        } else {
            cancelRequested = true;
        }
    }

    private void change(JobState next, Instant now) {
        state = next;
        updatedAt = now;
    }

    Awaited await() {
        awaited |= !state.isFinal();
        JobOutcome outcome = new JobOutcome(state, MemoryContent.copy(result), attempts.error());
        return new Awaited(
                true, Optional.of(outcome).filter(told -> told.state().isFinal()));
    }

    JobInfo info() {
        return new JobInfo(
                id,
                queueName,
                state,
                priority(),
                attempts.last(),
                attempts.error(),
                runAt,
                createdAt,
                updatedAt,
                attempts.node(),
                cancelRequested,
                attempts.errors(),
                content.headers());
    }
}
