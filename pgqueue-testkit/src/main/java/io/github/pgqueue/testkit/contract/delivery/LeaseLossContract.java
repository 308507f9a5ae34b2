package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.Call;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rules D7.3 to D7.5: nodes that are cut off and live, and those that only take long. */
public abstract class LeaseLossContract extends DeliveryContract {

    private static final Duration LEASE = Duration.ofSeconds(2);
    /** A sixth of it is the lead of the one that is cut off: enough for a machine that is busy. */
    private static final Duration LONG_LEASE = Duration.ofSeconds(6);
    /** A node that lives may not be taken for one that is gone when the machine pauses. */
    private static final Duration STEADY_LEASE = Duration.ofSeconds(10);

    private static final SubscribeOptions AGAIN_AT_ONCE =
            SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 9));

    private final BlockingQueue<String> order = new LinkedBlockingQueue<>();
    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
    private final BlockingQueue<QueueEvent> events = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected LeaseLossContract() {}

    @Checks("D7.3")
    void handlersAreInterruptedBeforeOthersTakeOver() {
        Member lost = runningUntilInterrupted();
        takingOver();
        lost.cutOff();
        assertInterruptedFirst();
    }

    @Checks("D7.3")
    void handlersAreInterruptedWhileABeatHangs() {
        Member lost = runningUntilInterrupted();
        takingOver();
        Gate stuck = gate();
        lost.probe().hook(Call.holding(stuck, List.of(Call.BEAT, Call.EXCHANGE)));
        assertInterruptedFirst();
    }

    private Member runningUntilInterrupted() {
        Gate gate = gate();
        Member member = member(config().lease(LONG_LEASE));
        member.queue().push("x");
        member.queue().subscribe(AGAIN_AT_ONCE, job -> {
            try {
                gate.pass();
            } catch (InterruptedException interruption) {
                order.add("interrupted, and asked to end: " + job.isCancelRequested());
                throw interruption;
            }
        });
        gate.awaitArrivals(1, "the job runs");
        return member;
    }

    private void takingOver() {
        member(config().lease(LONG_LEASE)).queue().subscribe(job -> order.add("begun elsewhere"));
    }

    private void assertInterruptedFirst() {
        Assertions.assertEquals(
                "interrupted, and asked to end: true",
                next(order, "what happens first", LONG_LEASE.plus(patience())),
                "what happens first");
        Assertions.assertEquals(
                "begun elsewhere", next(order, "the job elsewhere", LONG_LEASE.plus(patience())), "what happens then");
    }

    @Checks("D7.3")
    void whatIsNotBegunIsGivenBack() {
        Gate gate = gate();
        Member lost = member(config().lease(LEASE));
        List<Long> ids = lost.queue().pushAll(Collections.nCopies(3, NewJob.of("x")));
        SubscribeOptions oneThreadForThree = SubscribeOptions.parallel(3).withExecutor(closing(new PlainWorker()));
        lost.queue().subscribe(oneThreadForThree, job -> gate.passDeaf());
        gate.awaitArrivals(1, "the first job runs");
        ids.forEach(id -> awaitState(lost.queue(), id, JobState.RUNNING));
        lost.cutOff(Call.BEAT);
        for (long id : ids.subList(1, 3)) {
            JobInfo job = awaitState(LEASE, lost.queue(), id, JobState.NEW);
            Assertions.assertEquals(0, job.attempt(), "attempt of job " + id);
        }
        Assertions.assertEquals(JobState.RUNNING, info(lost.queue(), ids.get(0)).state(), "state of the first");
    }

    @Checks("D7.3")
    void nothingIsClaimedUntilItBeatsAgain() {
        Member lost = member(config().lease(LEASE).observer(events::add));
        lost.queue().subscribe(handled::add);
        lost.queue().push("before");
        next(handled, "the job before");
        lost.cutOff(Call.BEAT);
        long id = pushedOnceLost(lost);
        Assertions.assertEquals(JobState.NEW, info(lost.queue(), id).state(), "state meanwhile");
        lost.mend();
        Assertions.assertEquals(
                id,
                next(handled, "the job, once it beats again", LEASE.plus(patience()))
                        .id(),
                "id");
    }

    /** On a slow machine it may have been lost before, and had again. */
    private long pushedOnceLost(Member lost) {
        long id;
        Optional<Job> begun;
        do {
            nextOf(QueueEvent.LeaseLost.class, events, LEASE);
            id = lost.queue().push("meanwhile");
            begun = soon(handled);
        } while (begun.isPresent() && Eventually.isTrue(LEASE, this::isLostOnceMore));
        Assertions.assertEquals(Optional.empty(), begun, "a job that was begun without a lease");
        return id;
    }

    private boolean isLostOnceMore() {
        return events.stream().anyMatch(QueueEvent.LeaseLost.class::isInstance);
    }

    @Checks("D7.3")
    void nothingIsClaimedBeforeTheFirstBeat() {
        Member late = member(config().lease(LEASE));
        late.cutOff(Call.BEAT);
        long id = late.queue().push("x");
        late.queue().subscribe(handled::add);
        assertNothing(handled, "a job that was begun without a lease");
        late.mend();
        Assertions.assertEquals(
                id,
                next(handled, "the job, once it beats", LEASE.plus(patience())).id(),
                "id");
    }

    @Checks("D7.4")
    void aLateSuccessChangesNothing() {
        assertLateEndChangesNothing(false);
    }

    @Checks("D7.4")
    void aLateRetryChangesNothing() {
        assertLateEndChangesNothing(true);
    }

    private void assertLateEndChangesNothing(boolean fails) {
        Gate first = gate();
        Gate second = gate();
        Member lost = member(config().lease(LEASE).observer(events::add));
        long id = lost.queue().push("x");
        lost.queue().subscribe(AGAIN_AT_ONCE, job -> {
            first.passDeaf();
            if (fails) {
                throw new IllegalStateException("too late");
            }
        });
        first.awaitArrivals(1, "the job runs");
        lost.cutOff();
        PgQueue elsewhere = member(config().lease(STEADY_LEASE)).queue();
        elsewhere.subscribe(job -> {
            handled.add(job);
            second.pass();
        });
        Assertions.assertEquals(
                2, next(handled, "the job elsewhere", LEASE.plus(patience())).attempt(), "attempt");
        JobInfo before = info(elsewhere, id);
        assertLeaseIsLostWithAJob();

        lost.mend();
        first.open();
        QueueEvent.AckLost told = nextOf(QueueEvent.AckLost.class, events, LEASE);
        Assertions.assertEquals(id, told.id(), "id of the end that came too late");
        Assertions.assertEquals(1, told.attempt(), "attempt of the end that came too late");
        Assertions.assertEquals(before, info(elsewhere, id), "the job, which runs elsewhere");
        second.open();
        JobInfo row = awaitState(elsewhere, id, JobState.SUCCESS);
        Assertions.assertEquals(2, row.attempt(), "attempts");
    }

    /** On a slow machine one may have been lost before, with none. */
    private void assertLeaseIsLostWithAJob() {
        int jobs = 0;
        while (jobs == 0) {
            jobs = nextOf(QueueEvent.LeaseLost.class, events, LEASE).jobs();
        }
        Assertions.assertEquals(1, jobs, "jobs in hand");
    }

    /** The handler ends while nothing can be written, and its end is written again and again until it can. */
    @Checks("D7.4")
    void anEndThatWaitedForTheStoreChangesNothing() {
        Gate gate = gate();
        Member lost = member(config().lease(LEASE).observer(events::add));
        long id = lost.queue().push("x");
        lost.queue().subscribe(AGAIN_AT_ONCE, job -> gate.passDeaf());
        gate.awaitArrivals(1, "the job runs");
        lost.cutOff();
        long before = lost.probe().exchanges();
        gate.open();
        await("the end was tried", () -> lost.probe().exchanges() > before);
        PgQueue elsewhere = member(config().lease(STEADY_LEASE)).queue();
        elsewhere.subscribe(handled::add);
        Assertions.assertEquals(
                2, next(handled, "the job elsewhere", LEASE.plus(patience())).attempt(), "attempt");
        JobInfo done = awaitState(elsewhere, id, JobState.SUCCESS);
        lost.mend();
        Assertions.assertEquals(
                id, nextOf(QueueEvent.AckLost.class, events, LEASE).id(), "id of the end that came too late");
        Assertions.assertEquals(done, info(elsewhere, id), "the job, which was done elsewhere");
    }

    @Checks("D7.4")
    void aLateBeatTakesNothingBack() {
        Gate first = gate();
        Gate second = gate();
        Member lost = member(config().lease(LEASE));
        long id = lost.queue().push("x");
        lost.queue().subscribe(AGAIN_AT_ONCE, job -> first.passDeaf());
        first.awaitArrivals(1, "the job runs");
        lost.cutOff();
        PgQueue elsewhere = member(config().lease(STEADY_LEASE)).queue();
        elsewhere.subscribe(job -> {
            handled.add(job);
            second.pass();
        });
        next(handled, "the job elsewhere", LEASE.plus(patience()));
        JobInfo before = info(elsewhere, id);
        lost.mend();
        long beats = lost.probe().calls(Call.BEAT);
        await(
                STEADY_LEASE,
                "the one that was cut off beats again",
                () -> lost.probe().calls(Call.BEAT) > beats + 1);
        Assertions.assertEquals(before, info(elsewhere, id), "the job, which runs elsewhere");
        second.open();
        awaitState(elsewhere, id, JobState.SUCCESS);
    }

    @Checks("D7.5")
    void aJobRunsForManyLeases() {
        Gate gate = gate();
        Member working = member(config().lease(STEADY_LEASE));
        Member watching = member(config().lease(STEADY_LEASE));
        watching.queues().queue("another queue").subscribe(job -> {});
        long id = working.queue().push("x");
        working.queue().subscribe(once(), job -> gate.pass());
        gate.awaitArrivals(1, "the job runs");
        awaitLeases(working, 2);
        Assertions.assertEquals(JobState.RUNNING, info(working.queue(), id).state(), "state after two leases");
        gate.open();
        Assertions.assertEquals(
                1, awaitState(working.queue(), id, JobState.SUCCESS).attempt(), "attempts");
    }

    /** What beats must not wait for what else is asked. */
    @Checks("D7.5")
    void alsoWhileTheStoreIsSlowWithAllElse() {
        Gate gate = gate();
        Gate stuck = gate();
        Member working = member(config().lease(STEADY_LEASE));
        long id = working.queue().push("x");
        working.queue().subscribe(once(), job -> gate.pass());
        gate.awaitArrivals(1, "the job runs");
        working.probe()
                .hook(Call.holding(stuck, List.of(Call.EXCHANGE, Call.RESCUE, Call.CANCEL_REQUESTS, Call.AWAIT)));
        for (int i = 0; i < 10; i++) {
            working.queues().queue("queue " + i).subscribe(job -> {});
            working.queue().await(id);
        }
        stuck.awaitArrivals(4, "what else is asked hangs");
        awaitLeases(working, 1);
        stuck.open();
        working.mend();
        gate.open();
        Assertions.assertEquals(
                1, awaitState(working.queue(), id, JobState.SUCCESS).attempt(), "attempts");
    }

    /** Counted by beats, of which there are three in each. */
    private void awaitLeases(Member member, int leases) {
        long beats = member.probe().calls(Call.BEAT);
        await(
                STEADY_LEASE.multipliedBy(leases + 1L),
                leases + " leases are over",
                () -> member.probe().calls(Call.BEAT) > beats + 3L * leases);
    }
}
