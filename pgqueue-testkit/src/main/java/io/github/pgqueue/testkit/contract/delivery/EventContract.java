package io.github.pgqueue.testkit.contract.delivery;

import static io.github.pgqueue.testkit.internal.fixture.Tasks.within;

import io.github.pgqueue.JobExit;
import io.github.pgqueue.JobState;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import io.github.pgqueue.testkit.internal.probe.StoreProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Rules D11.1 and D11.2: what an observer is told. */
public abstract class EventContract extends DeliveryContract {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Instant DUE = Instant.parse("2300-01-01T00:00:00Z");

    private final BlockingQueue<QueueEvent> events = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected EventContract() {}

    @Checks("D11.1")
    void pushes() {
        PgQueue queue = open(config().observer(events::add)).queue(QUEUE);
        queue.push("x");
        QueueEvent.Pushed one = nextOf(QueueEvent.Pushed.class, events);
        Assertions.assertEquals(QUEUE, one.queueName(), "queue");
        Assertions.assertEquals(1, one.jobs(), "jobs");
        Assertions.assertFalse(one.took().isNegative(), "time that it took: " + one.took());
        queue.pushAll(Collections.nCopies(5, NewJob.of("x")));
        Assertions.assertEquals(5, nextOf(QueueEvent.Pushed.class, events).jobs(), "jobs");
        queue.pushAll(List.of());
        assertNothing(events, "an event for no jobs");
    }

    @Checks("D11.1")
    void claims() {
        PgQueue queue = open(config().observer(events::add)).queue(QUEUE);
        queue.pushAll(Collections.nCopies(10, NewJob.of("x")));
        // A worker for each: what has to wait for one may be given back, and is claimed again then.
        queue.subscribe(SubscribeOptions.parallel(10), job -> {});
        int jobs = 0;
        while (jobs < 10) {
            QueueEvent.Claimed claimed = nextOf(QueueEvent.Claimed.class, events);
            Assertions.assertTrue(claimed.jobs() >= 1, "jobs of one claim: " + claimed.jobs());
            jobs += claimed.jobs();
        }
        Assertions.assertEquals(10, jobs, "jobs that were claimed");
    }

    @Checks("D11.1")
    void endsOfAllKinds() {
        PgQueue queue = open(config().observer(events::add)).queue(QUEUE);
        RetryPolicy policy = RetryPolicy.fixed(Duration.ofMillis(5), 2);
        queue.subscribe(SubscribeOptions.parallel(1).withRetryPolicy(policy), job -> {
            switch (String.valueOf(job.text())) {
                case "fail" -> throw new IllegalStateException("busy");
                case "later" -> throw JobExit.retryAt(DUE, null);
                case "snooze" -> throw JobExit.snooze(Duration.ofHours(1));
                case "cancel" -> throw JobExit.cancel("not needed");
                default -> {}
            }
        });
        long success = queue.push("succeed");
        QueueEvent.Succeeded succeeded = nextOf(QueueEvent.Succeeded.class, events);
        Assertions.assertEquals(success, succeeded.id(), "id");
        Assertions.assertEquals(1, succeeded.attempt(), "attempt");
        Assertions.assertFalse(succeeded.ran().isNegative(), "time that it ran: " + succeeded.ran());

        long failure = queue.push("fail");
        QueueEvent.Retried retried = nextOf(QueueEvent.Retried.class, events);
        Assertions.assertEquals(failure, retried.id(), "id");
        Assertions.assertEquals(Duration.ofMillis(5), retried.delay(), "delay");
        Assertions.assertEquals(IllegalStateException.class.getName(), retried.type(), "type");
        QueueEvent.Failed failed = nextOf(QueueEvent.Failed.class, events);
        Assertions.assertEquals(failure, failed.id(), "id");
        Assertions.assertEquals(2, failed.attempt(), "attempt");
        Assertions.assertEquals(IllegalStateException.class.getName(), failed.type(), "type");

        long later = queue.push("later");
        QueueEvent.Retried put = nextOf(QueueEvent.Retried.class, events);
        Assertions.assertEquals(later, put.id(), "id");
        Assertions.assertEquals(Optional.of(DUE), put.dueAt(), "due time");

        long snooze = queue.push("snooze");
        QueueEvent.Snoozed snoozed = nextOf(QueueEvent.Snoozed.class, events);
        Assertions.assertEquals(snooze, snoozed.id(), "id");
        Assertions.assertEquals(Duration.ofHours(1), snoozed.delay(), "delay");

        long cancel = queue.push("cancel");
        Assertions.assertEquals(
                cancel, nextOf(QueueEvent.Cancelled.class, events).id(), "id");
    }

    @Checks("D11.1")
    void endsOnceTheyAreWrittenAndNotBefore() {
        PgQueue queue = open(config().observer(events::add)).queue(QUEUE);
        Gate stuck = gate();
        BlockingQueue<Long> handled = new LinkedBlockingQueue<>();
        queue.subscribe(job -> handled.add(job.id()));
        probe().hook(new StoreProbe.Hook() {
            @Override
            public void before(Exchange exchange) throws InterruptedException {
                if (!exchange.settlements().isEmpty()) {
                    stuck.pass();
                }
            }
        });
        long id = queue.push("x");
        next(handled, "the job");
        stuck.awaitArrivals(1, "its end is about to be written");
        stuck.assertNoArrival(A_MOMENT, "another end");
        Assertions.assertTrue(
                events.stream().noneMatch(event -> event instanceof QueueEvent.Succeeded),
                "an end that was told before it is written: " + events);
        stuck.open();
        Assertions.assertEquals(id, nextOf(QueueEvent.Succeeded.class, events).id(), "id");
        Assertions.assertEquals(JobState.SUCCESS, info(queue, id).state(), "state");
    }

    @Checks("D11.1")
    void endsOfTransactions() {
        PgQueue queue = open(config().observer(events::add)).queue(QUEUE);
        subscribeInTransactions(queue);
        long id = queue.push("x");
        QueueEvent.Succeeded succeeded = nextOf(QueueEvent.Succeeded.class, events);
        Assertions.assertEquals(id, succeeded.id(), "id");
        Assertions.assertEquals(JobState.SUCCESS, info(queue, id).state(), "state");
    }

    private static void subscribeInTransactions(PgQueue queue) {
        try {
            queue.subscribe(once(), (job, connection) -> {});
        } catch (UnsupportedOperationException cannot) {
            Assumptions.abort("the backend keeps no jobs in a SQL table");
        }
    }

    @Checks("D11.1")
    void jobsOfNodesThatDied() {
        Gate gate = gate();
        Member dying = member(config().lease(LEASE));
        dying.queue().pushAll(Collections.nCopies(2, NewJob.of("x")));
        dying.queue().subscribe(SubscribeOptions.parallel(2), job -> gate.passDeaf());
        gate.awaitArrivals(2, "the jobs run");
        dying.cutOff();
        open(config().lease(LEASE).observer(events::add)).queue(QUEUE).subscribe(job -> {});
        QueueEvent.Rescued rescued = nextOf(QueueEvent.Rescued.class, events, LEASE);
        Assertions.assertEquals(QUEUE, rescued.queueName(), "queue");
        Assertions.assertEquals(2, rescued.jobs(), "jobs");
    }

    @Checks("D11.1")
    void endsThatCameTooLate() throws Exception {
        PgQueue queue = open(config().observer(events::add)).queue(QUEUE);
        Gate gate = gate();
        long id = queue.push("x");
        queue.subscribe(job -> gate.pass());
        gate.awaitArrivals(1, "the job runs");
        sql("update %s set status = 'error' where queue_name = '" + QUEUE + "' and id = " + id);
        gate.open();
        QueueEvent.AckLost lost = nextOf(QueueEvent.AckLost.class, events);
        Assertions.assertEquals(id, lost.id(), "id");
        Assertions.assertEquals(1, lost.attempt(), "attempt");
        Assertions.assertTrue(
                events.stream().noneMatch(event -> event instanceof QueueEvent.Succeeded),
                "a success that was not written: " + events);
    }

    @Checks("D11.1")
    void changesOfTheListener() {
        PgQueues queues = open(config().observer(events::add));
        queues.queue(QUEUE).subscribe(job -> {});
        awaitListening(queues);
        awaitListener(ListenerState.LISTENING);
        awaitListener(ListenerState.PROVEN);
        backend().killListeners();
        awaitListener(ListenerState.LOST);
        awaitListener(ListenerState.LISTENING);
        awaitListener(ListenerState.PROVEN);
        within(patience(), "closing", queues::close);
        awaitListener(ListenerState.CLOSED);
    }

    private void awaitListener(ListenerState state) {
        while (nextOf(QueueEvent.ListenerChanged.class, events).state() != state) {
            // Those before it do not matter.
        }
    }

    @Checks("D11.2")
    void anObserverThatThrowsHarmsNothing() {
        PgQueue queue = open(config().observer(event -> {
                    events.add(event);
                    throw new AssertionError("thrown as the contract's test wants it");
                }))
                .queue(QUEUE);
        queue.subscribe(job -> {});
        for (int i = 0; i < 3; i++) {
            long id = queue.push("x");
            awaitState(queue, id, JobState.SUCCESS);
            Assertions.assertEquals(
                    id, nextOf(QueueEvent.Succeeded.class, events).id(), "id");
        }
    }

    @Checks("D11.2")
    void anObserverThatIsStuckDelaysNothing() {
        Gate stuck = gate();
        PgQueues queues = open(config().observer(event -> stuck.passDeaf()));
        PgQueue queue = queues.queue(QUEUE);
        queue.subscribe(SubscribeOptions.parallel(4), job -> {});
        List<Long> ids = queue.pushAll(Collections.nCopies(200, NewJob.of("x")));
        stuck.awaitArrivals(1, "the observer is stuck");
        ids.forEach(id -> awaitState(queue, id, JobState.SUCCESS));
        within(patience(), "closing while the observer is stuck", queues::close);
    }

    @Checks("D11.2")
    void anObserverMayUseTheQueue() {
        BlockingQueue<Long> pushed = new LinkedBlockingQueue<>();
        BlockingQueue<PgQueue> itself = new LinkedBlockingQueue<>();
        PgQueue queue = open(config().observer(event -> {
                    if (event instanceof QueueEvent.Succeeded && pushed.isEmpty()) {
                        pushed.add(itself.element().push("pushed by the observer"));
                    }
                }))
                .queue(QUEUE);
        itself.add(queue);
        queue.subscribe(job -> {});
        queue.push("x");
        awaitState(queue, next(pushed, "the observer has pushed"), JobState.SUCCESS);
    }
}
