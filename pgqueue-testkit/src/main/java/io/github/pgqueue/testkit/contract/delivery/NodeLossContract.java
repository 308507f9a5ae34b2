package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.AttemptError;
import io.github.pgqueue.Job;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.Call;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rules D7.1 and D7.2: jobs of nodes that died. */
public abstract class NodeLossContract extends DeliveryContract {

    private static final Duration LEASE = Duration.ofSeconds(2);

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected NodeLossContract() {}

    @Checks("D7.1")
    void itsJobsRunElsewhereWithinTheLease() {
        Member dying = runningDeaf(3);
        PgQueue elsewhere = member(config().lease(LEASE)).queue();
        elsewhere.subscribe(handled::add);
        dying.cutOff();
        for (int i = 0; i < 3; i++) {
            Job job = next(handled, "job " + i + " of the node that died", LEASE.plus(patience()));
            Assertions.assertEquals(2, job.attempt(), "attempt");
            JobInfo row = awaitState(elsewhere, job.id(), JobState.SUCCESS);
            Assertions.assertEquals(1, row.errors().size(), "the loss is kept: " + row.errors());
            Assertions.assertEquals(1, row.errors().get(0).attempt(), "the attempt that was lost");
        }
        assertNothing(handled, "a job that was begun once more");
    }

    @Checks("D7.1")
    void theyWaitForTheFirstNodeThatComes() {
        Member dying = runningDeaf(1);
        dying.cutOff();
        PgQueue elsewhere = member(config().lease(LEASE)).queue();
        elsewhere.subscribe(handled::add);
        Assertions.assertEquals(
                2, next(handled, "the job", LEASE.plus(patience())).attempt(), "attempt");
    }

    @Checks("D7.1")
    void whatItHadNotBegunRunsElsewhereToo() {
        Gate gate = gate();
        Member dying = member(config().lease(LEASE));
        List<Long> ids = dying.queue().pushAll(Collections.nCopies(3, NewJob.of("x")));
        dying.queue()
                .subscribe(
                        SubscribeOptions.parallel(3).withExecutor(closing(new PlainWorker())), job -> gate.passDeaf());
        gate.awaitArrivals(1, "the first job runs");
        ids.forEach(id -> awaitState(dying.queue(), id, JobState.RUNNING));
        dying.cutOff();
        PgQueue elsewhere = member(config().lease(LEASE)).queue();
        elsewhere.subscribe(handled::add);
        ids.forEach(id -> next(handled, "all jobs of the node that died", LEASE.plus(patience())));
        ids.forEach(id -> awaitState(elsewhere, id, JobState.SUCCESS));
    }

    /** Who looks after it need not have a subscription to its queue. */
    @Checks("D7.1")
    void theyWakeWhoeverWorksOnTheirQueue() {
        Member dying = runningDeaf(1);
        Member idle = member(config().lease(Duration.ofHours(1)));
        idle.cutOff(Call.RESCUE);
        idle.queue().subscribe(handled::add);
        awaitListening(idle.queues());
        Member other = member(config().lease(LEASE));
        other.queues().queue("another queue").subscribe(job -> {});
        dying.cutOff();
        Assertions.assertEquals(
                2, next(handled, "the job", LEASE.plus(patience())).attempt(), "attempt");
    }

    @Checks("D7.1")
    void theLossIsToldToThePolicy() {
        Member dying = runningDeaf(1);
        dying.cutOff();
        BlockingQueue<Integer> asked = new LinkedBlockingQueue<>();
        PgQueue elsewhere = member(config().lease(LEASE)).queue();
        RetryPolicy policy = (attempt, cause) -> {
            asked.add(attempt);
            return RetryPolicy.exponential().delayAfter(attempt, cause);
        };
        elsewhere.subscribe(SubscribeOptions.parallel(1).withRetryPolicy(policy), handled::add);
        next(handled, "the job", LEASE.plus(patience()));
        Assertions.assertEquals(1, next(asked, "the policy was asked"), "attempts that have failed");
    }

    @Checks("D7.2")
    void aJobThatKillsItsNodesEndsAsErrorAndIsNotStartedAgain() {
        long id = open().queue(QUEUE).push(NewJob.of("x").withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 2)));
        for (int attempt = 1; attempt <= 2; attempt++) {
            Gate gate = gate();
            Member dying = member(config().lease(LEASE));
            dying.queue().subscribe(job -> {
                handled.add(job);
                gate.passDeaf();
            });
            Job job = next(handled, "attempt " + attempt, LEASE.plus(patience()));
            Assertions.assertEquals(attempt, job.attempt(), "attempt");
            dying.cutOff();
        }
        assertGivenUp(id, 2);
    }

    @Checks("D7.2")
    void aJobWithASingleAttempt() {
        Gate gate = gate();
        Member dying = member(config().lease(LEASE));
        long id = dying.queue().push("x");
        dying.queue().subscribe(once(), job -> gate.passDeaf());
        gate.awaitArrivals(1, "the job runs");
        dying.cutOff();
        assertGivenUp(id, 1);
    }

    /** A node that lives finds it, and does not start it. */
    private void assertGivenUp(long id, int attempts) {
        BlockingQueue<QueueEvent> events = new LinkedBlockingQueue<>();
        PgQueue elsewhere = member(config().lease(LEASE).observer(events::add)).queue();
        elsewhere.subscribe(once(), handled::add);
        JobInfo row = awaitState(LEASE, elsewhere, id, JobState.ERROR);
        Assertions.assertEquals(attempts, row.attempt(), "attempts");
        Assertions.assertEquals(
                attempts,
                row.errors().stream().map(AttemptError::attempt).distinct().count(),
                "losses kept: " + row.errors());
        assertNothing(handled, "one more start");
        Assertions.assertEquals(JobState.ERROR, info(elsewhere, id).state(), "state, a little later");
        QueueEvent.Failed failed = nextOf(QueueEvent.Failed.class, events);
        Assertions.assertEquals(attempts, failed.attempt(), "attempt of the event");
    }

    /** A node that has so many jobs in hand, whose handlers end with the test. */
    private Member runningDeaf(int jobs) {
        Gate gate = gate();
        Member member = member(config().lease(LEASE));
        member.queue().pushAll(Collections.nCopies(jobs, NewJob.of("x")));
        member.queue().subscribe(SubscribeOptions.parallel(jobs), job -> gate.passDeaf());
        gate.awaitArrivals(jobs, "the jobs run");
        return member;
    }
}
