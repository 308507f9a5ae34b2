package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.Health;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rule D14.4: how a process is doing. */
public abstract class HealthContract extends DeliveryContract {

    private static final Duration LEASE = Duration.ofSeconds(1);

    /** For subclasses. */
    protected HealthContract() {}

    @Checks("D14.4")
    void fromTheBeginningToTheEnd() {
        PgQueues queues = open();
        assertHealth(queues.health(), ListenerState.IDLE, false);
        queues.queue(QUEUE).subscribe(job -> {});
        awaitListening(queues);
        await("the lease is held", () -> queues.health().leaseHeld());
        Health proven = queues.health();
        Assertions.assertEquals(ListenerState.PROVEN, proven.listener(), "state");
        Duration age = proven.proofAge().orElseGet(() -> Assertions.fail("the age of the last proof is missing"));
        Assertions.assertFalse(age.isNegative(), "age of the last proof: " + age);
        within(patience(), "closing", queues::close);
        Assertions.assertEquals(ListenerState.CLOSED, queues.health().listener(), "state after close");
        Assertions.assertFalse(queues.health().leaseHeld(), "lease held after close");
    }

    @Checks("D14.4")
    void timesGoOn() {
        PgQueues queues = open();
        queues.queue(QUEUE).subscribe(job -> {});
        awaitListening(queues);
        Health first = queues.health();
        await("time goes by", () -> queues.health().listenerSince().compareTo(first.listenerSince()) > 0);
    }

    @Checks("D14.4")
    void whereNobodyListens() {
        PgQueues queues = open(config().pollOnly());
        queues.queue(QUEUE).subscribe(job -> {});
        await("the lease is held", () -> queues.health().leaseHeld());
        assertHealth(queues.health(), ListenerState.IDLE, true);
    }

    @Checks("D14.4")
    void aProblemIsToldAndKept() {
        PgQueues queues = open();
        queues.queue(QUEUE).subscribe(job -> {});
        awaitListening(queues);
        Assertions.assertEquals(Optional.empty(), queues.health().lastProblem(), "problem while all is well");
        backend().killListeners();
        await("a problem is told", () -> queues.health().lastProblem().isPresent());
        awaitListening(queues);
        String problem = queues.health().lastProblem().orElseThrow();
        Assertions.assertTrue(
                problem.contains(backend().listener().name()), "the problem must name the backend: " + problem);
    }

    @Checks("D14.4")
    void aLeaseThatCannotBeHeldIsTold() {
        Member member = member(config().lease(LEASE));
        member.queue().subscribe(job -> {});
        await("the lease is held", () -> member.queues().health().leaseHeld());
        member.cutOff();
        await(LEASE, "the lease is lost", () -> !member.queues().health().leaseHeld());
        member.mend();
        await(LEASE, "the lease is held again", () -> member.queues().health().leaseHeld());
    }

    private static void assertHealth(Health health, ListenerState state, boolean leaseHeld) {
        Assertions.assertEquals(state, health.listener(), "state");
        Assertions.assertEquals(leaseHeld, health.leaseHeld(), "lease held");
        Assertions.assertEquals(Optional.empty(), health.proofAge(), "age of the last proof");
        Assertions.assertEquals(Optional.empty(), health.lastProblem(), "last problem");
        Assertions.assertFalse(health.listenerSince().isNegative(), "since when: " + health.listenerSince());
    }
}
