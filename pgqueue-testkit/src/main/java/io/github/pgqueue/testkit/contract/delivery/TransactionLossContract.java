package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.Call;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/** Rules D9.3 and D9.5: transactions of handlers whose claim or connection is lost. */
public abstract class TransactionLossContract extends DeliveryContract {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final SubscribeOptions AGAIN_AT_ONCE =
            SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 5));

    private Effects effects;

    /** For subclasses. */
    protected TransactionLossContract() {}

    @BeforeEach
    final void makeEffects() throws SQLException {
        effects = closing(new Effects(backend().connect()));
    }

    @Checks("D9.3")
    void whatWasWrittenUnderALostClaimIsUndone() {
        Gate gate = gate();
        BlockingQueue<Boolean> ended = new LinkedBlockingQueue<>();
        Member lost = member(config().lease(LEASE));
        long id = lost.queue().push("x");
        lost.queue().subscribe(AGAIN_AT_ONCE, (job, connection) -> {
            Effects.write(connection, job, "by the one that lost it");
            gate.passDeaf();
            // Not to be seen by the driver, which might give up.
            ended.add(Thread.interrupted());
            Effects.write(connection, job, "by the one that lost it, later");
        });
        gate.awaitArrivals(1, "the job runs");
        lost.cutOff(Call.BEAT, Call.EXCHANGE);
        PgQueue elsewhere = member(config().lease(LEASE)).queue();
        elsewhere.subscribe(AGAIN_AT_ONCE, (job, connection) -> Effects.write(connection, job, "by the other"));
        JobInfo job = awaitState(LEASE, elsewhere, id, JobState.SUCCESS);
        Assertions.assertEquals(2, job.attempt(), "attempts");
        Assertions.assertEquals(1, effects.of(id), "rows of the other");
        gate.open();
        Assertions.assertTrue(next(ended, "the handler goes on"), "it was interrupted");
        lost.mend();
        await("its transaction has ended", () -> lost.probe().calls(Call.COMMIT) > 0);
        Assertions.assertEquals(1, effects.of(id), "rows, none by the one that lost it");
        Assertions.assertEquals(JobState.SUCCESS, info(elsewhere, id).state(), "state");
    }

    @Checks("D9.3")
    void whatWasWrittenWhileAnotherRunsItIsUndone() {
        Gate first = gate();
        Gate second = gate();
        Member lost = member(config().lease(LEASE));
        long id = lost.queue().push("x");
        lost.queue().subscribe(AGAIN_AT_ONCE, (job, connection) -> {
            Effects.write(connection, job, "by the one that lost it");
            first.passDeaf();
        });
        first.awaitArrivals(1, "the job runs");
        lost.cutOff(Call.BEAT, Call.EXCHANGE);
        PgQueue elsewhere = member(config().lease(LEASE)).queue();
        elsewhere.subscribe(AGAIN_AT_ONCE, (job, connection) -> {
            Effects.write(connection, job, "by the other");
            second.passDeaf();
        });
        second.awaitArrivals(1, "the job runs elsewhere");
        first.open();
        await("the first transaction has ended", () -> lost.probe().calls(Call.COMMIT) > 0);
        Assertions.assertEquals(0, effects.of(id), "rows while the other runs");
        Assertions.assertEquals(JobState.RUNNING, info(elsewhere, id).state(), "state while the other runs");
        second.open();
        awaitState(elsewhere, id, JobState.SUCCESS);
        Assertions.assertEquals(1, effects.of(id), "rows of the other");
    }

    @Checks("D9.5")
    void aConnectionThatDiesUnderTheHandler() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(AGAIN_AT_ONCE, (job, connection) -> {
            Effects.write(connection, job, "before");
            if (job.attempt() == 1) {
                effects.kill(Effects.server(connection));
            }
            Effects.write(connection, job, "after");
        });
        long id = queue.push("x");
        JobInfo job = awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(2, job.attempt(), "attempts");
        Assertions.assertEquals(2, effects.of(id), "rows of the second attempt");
    }

    /** The handler does not notice, and the commit does. */
    @Checks("D9.5")
    void aConnectionThatDiesBeforeTheCommit() {
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(AGAIN_AT_ONCE, (job, connection) -> {
            Effects.write(connection, job, "once");
            if (job.attempt() == 1) {
                effects.kill(Effects.server(connection));
            }
        });
        long id = queue.push("x");
        JobInfo job = awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(2, job.attempt(), "attempts");
        Assertions.assertEquals(1, effects.of(id), "rows of the second attempt");
    }

    @Checks("D9.5")
    void aCommitThatIsNotCarriedOut() {
        AtomicBoolean failed = new AtomicBoolean();
        probe().hook(new StoreProbe.Hook() {
            @Override
            public void before(Call call) {
                failOnce(call, failed);
            }
        });
        assertEitherBothOrNeither(2);
    }

    @Checks("D9.5")
    void aCommitThatIsCarriedOutThoughItSeemsToFail() {
        AtomicBoolean failed = new AtomicBoolean();
        probe().hook(new StoreProbe.Hook() {
            @Override
            public void after(Call call) {
                failOnce(call, failed);
            }
        });
        assertEitherBothOrNeither(1);
    }

    private static void failOnce(Call call, AtomicBoolean failed) {
        if (call == Call.COMMIT && failed.compareAndSet(false, true)) {
            throw new StoreException("failed as the contract's test wants it", null);
        }
    }

    private void assertEitherBothOrNeither(int attempts) {
        PgQueue queue = open().queue(QUEUE);
        AtomicInteger calls = new AtomicInteger();
        queue.subscribe(AGAIN_AT_ONCE, (job, connection) -> {
            calls.incrementAndGet();
            Effects.write(connection, job, "once");
        });
        long id = queue.push("x");
        JobInfo job = awaitState(queue, id, JobState.SUCCESS);
        long after = queue.push("the next");
        awaitState(queue, after, JobState.SUCCESS);
        Assertions.assertEquals(attempts, job.attempt(), "attempts");
        Assertions.assertEquals(attempts + 1, calls.get(), "calls of the handler, the next job's too");
        Assertions.assertEquals(1, effects.of(id), "rows");
        Assertions.assertEquals(attempts, info(queue, id).attempt(), "attempts, later");
    }

    @Checks("D9.5")
    void withoutAConnectionTheJobIsDoneLaterAndNoAttemptIsLost() {
        AtomicInteger failures = new AtomicInteger(3);
        probe().hook(new StoreProbe.Hook() {
            @Override
            public void before(Call call) {
                if (call == Call.BEGIN && failures.getAndDecrement() > 0) {
                    throw new StoreException("no connection, as the contract's test wants it", null);
                }
            }
        });
        PgQueue queue = open().queue(QUEUE);
        queue.subscribe(AGAIN_AT_ONCE, (job, connection) -> Effects.write(connection, job, "once"));
        long id = queue.push("x");
        JobInfo job = awaitState(queue, id, JobState.SUCCESS);
        Assertions.assertEquals(1, job.attempt(), "attempts");
        Assertions.assertEquals(1, effects.of(id), "rows");
    }
}
